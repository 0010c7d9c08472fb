"""Stories about scares, attacks and what could have become one."""

from deskhand.core.ticket import Impact
from deskhand.demo.story import (
    AGENT,
    API,
    CRITICAL,
    EMAIL,
    HIGH,
    INCIDENT,
    LOW,
    MEDIUM,
    PENDING,
    PORTAL,
    REQUEST,
    RESOLVED,
    Story,
    customer,
    note,
    remote,
    senior,
    tech,
)

RANSOMWARE_SCARE = Story(
    key="ransomware-scare",
    titles=(
        "Red screen says my files are locked",
        "Files on the shared drive renamed",
        "URGENT: strange message on {device}",
        "URGENT: possible virus at {company}",
    ),
    descriptions=(
        "There is a red page on my screen that says my files are encrypted and a number to call. I haven't touched "
        "anything.",
        "{colleague} opened something and now some files on the shared drive have odd names. Please ring.",
    ),
    type=INCIDENT,
    priorities={HIGH: 6, CRITICAL: 4},
    sources={AGENT: 9, EMAIL: 1},
    impact=Impact.MAJOR,
    weight=5,
    turns=(
        tech(
            "{greeting} {first}, please pull the network cable of {device} now, leave it switched on, and don't ring "
            "the number on the screen. I have cut the PC off from here as well and will ring you in two minutes.",
            after=(2, 6),
            priority=CRITICAL,
        ),
        note(
            "Isolated {device} through the endpoint agent. Server shares set to read-only as a precaution. "
            "{senior_first} is looking at the traces now.",
            after=(4, 12),
        ),
        customer(
            "Cable is out. I'm at {colleague}'s desk now.",
            "Done. Nobody else has it as far as I can see.",
            after=(4, 15),
        ),
        senior(
            "First result: it was a web page that only pretends, in full screen. No file on {server} has been changed "
            "since, and last night's backup is complete and offline. The shared drive is writable again; only "
            "{device} stays off.",
            "First result: the odd names come from a failed sync of one folder, not from an attack. No file has been "
            "lost, and last night's backup is complete and offline. The shared drive is writable again; only {device} "
            "stays off.",
            after=(20, 60),
            work=remote(60, 120, "Isolated PC, examined traces, checked shares and backup."),
        ),
        note(
            "No sign-in from outside, no new mail rules, hashes clean. Lowering to High for the rebuild.",
            after=(15, 40),
            by="senior",
            priority=HIGH,
        ),
        senior(
            "All clear, {first}. {device} has been set up afresh as a precaution and your password is changed. "
            "Nothing was lost and nothing left the house. You did the right thing by not touching it; a one-page "
            "report goes to {boss}.",
            after=(30, 70),
            then=RESOLVED,
            work=remote(60, 100, "Rebuilt PC, changed passwords, wrote report."),
        ),
    ),
)

PHISHING_REPORT = Story(
    key="phishing-report",
    titles=(
        "I clicked on a link, sorry",
        "Is this email from {sender} real?",
        "Typed my password into a strange page",
        "Suspicious email from {sender}",
    ),
    descriptions=(
        "Got an email from {sender} with a link to a document and it asked for my password. I typed it in before I "
        "thought. Sorry!",
        "Is this genuine? It says it's from {sender} but the address looks wrong. I have not clicked on anything.",
    ),
    type=INCIDENT,
    priorities={HIGH: 5, MEDIUM: 5},
    sources={EMAIL: 7, AGENT: 3, PORTAL: 1},
    impact=Impact.MINOR,
    weight=18,
    turns=(
        tech(
            "{greeting} {first}, thank you for saying so at once, that's exactly what helps. I have signed your "
            "account out everywhere and set a new password; I'll ring you with it.",
            "{greeting} {first}, well spotted: it's a fake. Please leave it where it is, I'm checking who else got it.",
            after=(4, 25),
        ),
        note(
            "Sign-in log: one attempt from abroad, stopped by the second factor. No inbox rules, no forwarding, no "
            "app consent.",
            "Same message to {count} people at {company}, nobody else clicked. Sender's domain registered {count} "
            "days ago.",
            after=(10, 40),
            work=remote(20, 40, "Checked sign-in log, rules and message trace."),
        ),
        tech(
            "Nobody got in: the one attempt failed at the second factor. I've removed the message from everybody's "
            "inbox and blocked the sender. Did you type anything else on that page, a card number for instance?",
            "I've removed it from {count} inboxes and blocked the sender's domain. Could you confirm that you did not "
            "open the attachment?",
            after=(5, 30),
            then=PENDING,
        ),
        customer("No, only the password. What a relief.", "No I didn't open it. Thank you.", after=(5, 150)),
        tech(
            "Then that's the end of it. Password changed, sessions closed, message removed everywhere, sender blocked "
            "and reported.",
            "Thank you. Message removed everywhere, sender blocked and reported. No account was touched.",
            after=(5, 40),
            then=RESOLVED,
            work=remote(5, 15, "Blocked and reported sender."),
        ),
    ),
    picks={
        "sender": ("a courier", "our bank", "the director", "a supplier", "Microsoft", "the tax office", "HR"),
        "count": ("4", "6", "9", "11"),
    },
)

ODD_SIGN_IN = Story(
    key="odd-sign-in",
    titles=("Sign-in from unfamiliar country, {domain}", "Impossible travel alert, {domain}"),
    descriptions=(
        "Alert: sign-in from {country} for a user of {domain}\nRisk: medium\nSecond factor: passed\nSession id: {ref}",
        "Alert: two sign-ins {km} km apart within 40 minutes, {domain}\nRisk: high\nSecond factor: not requested",
    ),
    type=INCIDENT,
    priorities={HIGH: 7, MEDIUM: 3},
    sources={API: 1},
    alarm=True,
    weight=8,
    turns=(
        note(
            "Session {ref} revoked while we find out. Address belongs to a hotel network in {country}.", after=(4, 20)
        ),
        tech(
            "Hello {boss}, our monitoring saw a sign-in from {country} to an account at {company}. We have closed "
            "that session for now. If a colleague of yours is travelling, signing in again with the app is all that's "
            "needed.",
            after=(5, 30),
        ),
        note(
            "Rang {boss}: colleague is on holiday there and read mail on a tablet. Device matches.",
            after=(15, 60),
            work=remote(15, 25, "Checked alert with customer."),
        ),
        tech(
            "Confirmed with {boss} by telephone: it was a colleague on holiday, on a known tablet. The session is "
            "trusted again and nothing else was opened. No action needed from you.",
            after=(5, 20),
            then=RESOLVED,
        ),
    ),
    picks={"km": ("1,340", "1,870", "2,210"), "country": ("Spain", "Portugal", "Greece", "Turkey", "Italy", "Cyprus")},
)

LOST_LAPTOP = Story(
    key="lost-laptop",
    titles=("Laptop stolen from car", "Left my laptop on the train"),
    descriptions=(
        "My laptop {device} was in the bag that was taken from the car. Police number is {ref}. What do I do?",
        "I think I left my laptop on the train. I've filled in the lost property form. It has the password on, "
        "nothing written down.",
    ),
    type=INCIDENT,
    priorities={HIGH: 7, CRITICAL: 2},
    sources={AGENT: 8, EMAIL: 2},
    impact=Impact.MINOR,
    weight=4,
    turns=(
        tech(
            "{greeting} {first}, sorry to hear it. The disk of {device} is encrypted, so whoever has it can't read "
            "it. I've locked it, sent the wipe command, and signed you out everywhere.",
            after=(4, 20),
            work=remote(15, 25, "Locked and wiped laptop, revoked sessions."),
        ),
        tech(
            "Could you tell me when you last used it, and whether there was anything on paper in the bag? I need both "
            "for the note to your data protection officer.",
            after=(5, 25),
            then=PENDING,
        ),
        customer(
            "Last used at about five yesterday. Only my lunch and a charger in the bag.",
            "This morning on the way in. No papers.",
            after=(15, 150),
        ),
        note(
            "No contact from the device since. Encryption confirmed by the last report, recovery key rotated.",
            after=(10, 40),
        ),
        tech(
            "The note for {boss} is written: encrypted, locked, no papers, so nothing has to be reported to the "
            "authority. A loan laptop with your account is ready to collect. Please send us the insurer's number when "
            "you have it.",
            after=(20, 90),
            then=RESOLVED,
            work=remote(30, 45, "Wrote incident note, prepared loan laptop."),
        ),
    ),
)

USB_STICK = Story(
    key="blocked-usb",
    titles=("USB stick blocked", "Need to open a stick from a client"),
    descriptions=(
        "A client brought a USB stick and the PC says blocked by policy. I need the files for a meeting.",
        "A visitor brought a presentation on a stick and the PC refuses it. {colleague} could do it last year.",
    ),
    type=REQUEST,
    priorities={LOW: 5, MEDIUM: 5},
    weight=7,
    turns=(
        tech(
            "{greeting} {first}. Sticks are blocked for everyone since the insurer asked for it. I can read this one "
            "on our test machine or send you a link by which they upload the files. Which is easier?",
            after=(10, 60),
            then=PENDING,
        ),
        customer("The link please, they are still here.", "A link would be great.", after=(5, 60)),
        tech(
            "Here's the upload link, good for two days: the files go into your 'Incoming' folder and are scanned on "
            "the way.",
            after=(5, 30),
            then=PENDING,
            work=remote(5, 15, "Created upload link.", billable=False),
        ),
        customer("Got all of it. Much easier actually.", "Files are there, thank you!", after=(10, 240)),
        tech(
            "Good. The link is closed again, all files were clean, and I've pinned the instructions for the next time "
            "in your Teams channel.",
            after=(10, 90),
            then=RESOLVED,
        ),
    ),
)

STORIES = (RANSOMWARE_SCARE, PHISHING_REPORT, ODD_SIGN_IN, LOST_LAPTOP, USB_STICK)
