"""Stories about mail and calendars: Outlook, mailboxes, lists, quarantine."""

from deskhand.demo.story import (
    AGENT,
    EMAIL,
    HIGH,
    LOW,
    MEDIUM,
    PENDING,
    PORTAL,
    PROBLEM,
    REQUEST,
    RESOLVED,
    Story,
    customer,
    note,
    remote,
    tech,
)

OUTLOOK_DISCONNECTS = Story(
    key="outlook-disconnects",
    titles=(
        "Outlook keeps disconnecting",
        "Outlook says 'Trying to connect' all day",
        "Outlook on {device} drops out every few minutes",
        "Emails stuck in outbox",
    ),
    descriptions=(
        "Outlook keeps saying Disconnected at the bottom and then comes back a few minutes later. It has been like "
        "this since I came in. {colleague} next to me has no problem.",
        "My Outlook goes to 'Trying to connect...' and nothing goes out. If I close it and open it again it works for "
        "a bit. Webmail on my phone is fine.",
        "Emails are sitting in my outbox for ages before they go. Restarted twice. Please help, I have things that "
        "need to go out today.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 7, HIGH: 2, LOW: 1},
    weight=22,
    turns=(
        tech(
            "{greeting} {first}, thanks for letting us know. Microsoft reports no fault this side, so it looks like "
            "your PC. May I connect to {device} for ten minutes? Please leave Outlook open.",
            "{greeting} {first}. I can see your mailbox working on the server, so the trouble is in Outlook itself. "
            "When could I connect to {device} for about ten minutes?",
            after=(8, 45),
            then=PENDING,
        ),
        customer(
            "Yes now is fine, I am at my desk.",
            "You can go on now, I'm getting a coffee.",
            "Any time before my next call please. Computer is on.",
            after=(5, 90),
        ),
        note(
            "Cached profile is corrupt: dozens of sync errors in the log, and the OST is {size} GB. Rebuilding the "
            "profile.",
            "Outlook was still using the old autodiscover entry from before the mailbox was moved. New profile needed.",
            after=(10, 30),
        ),
        tech(
            "That's done, {first}. I rebuilt your Outlook profile on {device} and it has stayed connected for fifteen "
            "minutes. Your mail is still downloading in the background, so searches may miss older messages for an "
            "hour.",
            "I have created a fresh Outlook profile on {device}; sending and receiving both work. Your signatures and "
            "the extra calendars are back too. Older mail keeps loading for about an hour.",
            after=(10, 30),
            then=RESOLVED,
            work=remote(20, 45, "Rebuilt Outlook profile, tested send and receive."),
        ),
    ),
    relapse=(
        customer(
            "Sorry to be a pain but it has started again, same message at the bottom.",
            "It worked all yesterday and now it says disconnected again.",
            after=(240, 1100),
        ),
        tech(
            "Sorry about that, {first}. An old add-in switched itself back on and was blocking the connection. I have "
            "removed it for good and updated Office on {device}. I will look at the log again later to be sure.",
            after=(15, 90),
            then=RESOLVED,
            work=remote(15, 30, "Removed old add-in, repaired and updated Office."),
        ),
    ),
    picks={"size": ("28", "41", "47", "52")},
)

SHARED_MAILBOX = Story(
    key="shared-mailbox",
    titles=(
        "Access to {box}@ mailbox",
        "Please add {colleague} to the {box} inbox",
        "Rights on {box}@{domain}",
    ),
    descriptions=(
        "Hi, could {colleague_full} have access to the {box}@{domain} mailbox please? Reading and sending.",
        "{colleague} is taking over some of the {box} emails. Can you give access to the shared inbox, and let "
        "replies go out from {box}@ and not from the personal address.",
    ),
    type=REQUEST,
    priorities={LOW: 6, MEDIUM: 3},
    sources={EMAIL: 5, PORTAL: 5},
    weight=12,
    turns=(
        tech(
            "{greeting} {first}. I can set that up. The mailbox is owned by {boss}, so I have asked for a quick OK "
            "first.",
            "{greeting} {first}, no problem. As others' correspondence is in there I need a yes from {boss} before I "
            "add anybody. I have sent a note.",
            after=(15, 120),
            then=PENDING,
        ),
        customer(
            "{boss} says yes, see below.",
            "Spoke to {boss}, that's fine. Full access and send as please.",
            after=(30, 400),
        ),
        tech(
            "Thanks. {colleague} now has full access to {box}@{domain} and may send from it. The mailbox appears in "
            "Outlook by itself within an hour; restarting Outlook speeds it up.",
            after=(10, 90),
            then=RESOLVED,
            work=remote(10, 15, "Added full access and send-as, confirmed with owner.", billable=False),
        ),
    ),
    picks={"box": ("info", "accounts", "bookings", "orders", "enquiries", "office")},
)

CALENDAR_RIGHTS = Story(
    key="calendar-rights",
    titles=(
        "Can't see {colleague}'s calendar",
        "Calendar permissions",
        "Need to edit {colleague}'s diary",
    ),
    descriptions=(
        "I used to be able to put things in {colleague}'s calendar and now I only see 'Busy'. I book most of the "
        "appointments so this is a nuisance.",
        "Please can I have editing rights on {colleague_full}'s calendar. I am covering the diary until further "
        "notice.",
    ),
    type=REQUEST,
    priorities={LOW: 5, MEDIUM: 4},
    sources={EMAIL: 4, PORTAL: 4, AGENT: 1},
    weight=10,
    turns=(
        tech(
            "{greeting} {first}, I can see the sharing was reset to free/busy. {colleague}, could you confirm that "
            "{first} should edit your calendar again? A one-word reply will do.",
            after=(15, 100),
            then=PENDING,
        ),
        customer(
            "{colleague} is next to me and says yes.",
            "Yes confirmed, {colleague} has emailed you as well.",
            after=(10, 300),
        ),
        tech(
            "Done: you can now create and change entries in {colleague}'s calendar, private ones excepted. If the old "
            "view is still there, remove the calendar from the list on the left and add it once more.",
            after=(8, 60),
            then=RESOLVED,
            work=remote(5, 15, "Set Editor rights on calendar.", billable=False),
        ),
    ),
)

DISTRIBUTION_LIST = Story(
    key="distribution-list",
    titles=(
        "Changes to the {list} email group",
        "Email group {list}@ - starters and leavers",
        "Please update distribution list",
    ),
    descriptions=(
        "Could you take the two leavers off {list}@{domain} and add {colleague_full}? I have no idea who else is on "
        "it, a list would be good.",
        "Some of us don't get the emails to {list}@{domain} any more and some people who left still do. Can it be "
        "tidied up?",
    ),
    type=REQUEST,
    priorities={LOW: 8, MEDIUM: 1},
    sources={EMAIL: 5, PORTAL: 5},
    by_contact_person=True,
    weight=8,
    turns=(
        tech(
            "{greeting} {first}. I've put the present members of {list}@{domain} in a short list and sent it to you. "
            "Please mark who goes and who joins, then I'll do it in one go.",
            after=(20, 240),
            then=PENDING,
        ),
        customer(
            "Here you go. Three out, {colleague} in. Also take me off, I get everything twice.",
            "Marked it up and sent back. Thank you, that was long overdue.",
            after=(60, 900),
        ),
        tech(
            "Updated as marked, {first}. External senders stay blocked on this list; tell us if customers should be "
            "able to write to it.",
            after=(15, 120),
            then=RESOLVED,
            work=remote(10, 20, "Updated members of distribution list.", billable=False),
        ),
    ),
    picks={"list": ("everyone", "allstaff", "team", "managers", "rota")},
)

SPAM_QUARANTINE = Story(
    key="spam-quarantine",
    titles=(
        "Email from {sender} not arriving",
        "Missing emails - probably in spam filter",
        "Please release email from quarantine",
    ),
    descriptions=(
        "{sender} says they have sent us the paperwork three times. Nothing here, not in junk either.",
        "We're waiting for an email from {sender} with an attachment and it never comes. They got no bounce.",
        "Got a message that an email was quarantined. I was expecting it, it's from {sender}. Can you let it through "
        "please.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 6, LOW: 4},
    weight=14,
    turns=(
        tech(
            "{greeting} {first}, found it: {count} messages from {sender} are held because their server fails a "
            "sender check. I have opened one in the sandbox, it is clean, and I've released it. Has it come in?",
            "{greeting} {first}. The filter held {count} messages from {sender}: the attachment has a macro in it. I "
            "checked it in the sandbox and released it to you. Could you confirm that you have it?",
            after=(10, 90),
            then=PENDING,
        ),
        customer(
            "Yes it's here now thanks. Will it happen again with them?",
            "Got it. Can you make sure the next ones come straight through?",
            after=(5, 200),
        ),
        tech(
            "I've told {sender}'s mail people what is wrong with their sender record, and allowed their address for "
            "{company} for thirty days so that nothing is held meanwhile. Attachments are still scanned.",
            after=(10, 60),
            then=RESOLVED,
            work=remote(15, 25, "Released from quarantine, time-limited allow entry, informed the sender."),
        ),
    ),
    picks={
        "sender": (
            "the insurers",
            "the council",
            "the pension provider",
            "the landlord",
            "the auditors",
            "the training body",
        ),
        "count": ("two", "three", "four"),
    },
)

MAILBOX_FULL = Story(
    key="mailbox-full",
    titles=("Mailbox is full", "Warning: mailbox almost full", "Can't send, mailbox over limit"),
    descriptions=(
        "I keep getting a message that my mailbox is nearly full. I have deleted loads but it makes no difference.",
        "It won't let me send any more, says I am over the limit. I can't delete anything, I need all of it.",
    ),
    type=PROBLEM,
    priorities={LOW: 4, MEDIUM: 5, HIGH: 1},
    weight=10,
    turns=(
        tech(
            "{greeting} {first}. Your mailbox is at {used} of 50 GB, and most of that is in Sent and Deleted Items. I "
            "suggest switching on the online archive: everything older than two years moves there and stays "
            "searchable. Shall I?",
            after=(10, 80),
            then=PENDING,
        ),
        customer(
            "As long as I can still find things, yes.",
            "Yes please do. Will it change anything on my phone?",
            after=(10, 300),
        ),
        note(
            "Archive enabled, retention tag 'move after 2 years' applied, assistant started by hand. Moves about 2 GB "
            "an hour, will look in tomorrow.",
            after=(10, 40),
            then=PENDING,
        ),
        tech(
            "The archive has finished its first run: your mailbox went down to {after_gb} GB. Older messages are "
            "under 'Online Archive' in the folder list, on the PC and in webmail. The phone shows the last months as "
            "before.",
            after=(540, 800),
            then=RESOLVED,
            work=remote(15, 25, "Enabled online archive and retention, checked result."),
        ),
    ),
    picks={"used": ("48", "49.2", "49.7"), "after_gb": ("17", "21", "24")},
)

STORIES = (
    OUTLOOK_DISCONNECTS,
    SHARED_MAILBOX,
    CALENDAR_RIGHTS,
    DISTRIBUTION_LIST,
    SPAM_QUARANTINE,
    MAILBOX_FULL,
)
