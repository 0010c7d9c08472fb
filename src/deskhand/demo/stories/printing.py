"""Stories about paper: printers, labels, scans."""

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
    on_site,
    remote,
    tech,
)

PRINTER_QUEUE = Story(
    key="printer-queue",
    titles=(
        "{printer} not printing",
        "Nothing comes out of the {printer}",
        "Print jobs stuck on {printer}",
        "Can't print at {site}",
    ),
    descriptions=(
        "The {printer} has stopped. Jobs sit there and say 'deleting' for ever. Turned it off and on.",
        "None of us can print on the {printer}. There's one job from {colleague} that won't go away.",
        "Printing is dead again. It's the {printer}. People are waiting.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 6, LOW: 3, HIGH: 2},
    weight=22,
    turns=(
        tech(
            "{greeting} {first}. One damaged job is blocking the queue. I'm clearing it on {server} now; printing "
            "will pause for a minute for everybody.",
            "{greeting} {first}, I can see the stuck job from here. I'll empty the queue and restart the print "
            "service, give me five minutes.",
            after=(4, 30),
        ),
        tech(
            "The queue is empty and a test page went through. Could you send your document once more, please?",
            "Print service restarted, {count} old jobs removed. Please try yours again.",
            after=(5, 20),
            then=PENDING,
            work=remote(10, 20, "Cleared queue, restarted spooler, test page."),
        ),
        customer(
            "It's printing, all {count} copies that I sent by mistake as well. Thanks.",
            "Works again thank you.",
            "Yes it came out. {colleague} is happy too.",
            after=(4, 90),
        ),
        tech(
            "Good to hear. The blocked job was a PDF that the old driver cannot read, so I have updated the driver of "
            "the {printer} on {server} too. It shouldn't hang on such a file again.",
            after=(10, 60),
            then=RESOLVED,
            work=remote(10, 20, "Updated printer driver on the server."),
        ),
    ),
    relapse=(
        customer("And it's stuck again, same printer, same thing.", after=(120, 1000)),
        tech(
            "I see it, {first}. This time a laptop with the old driver sent the job. I have removed the old driver "
            "from all machines by policy, and the queue has been clean through a day's printing.",
            after=(15, 90),
            then=RESOLVED,
            work=remote(25, 40, "Removed old driver from all PCs by policy."),
        ),
    ),
    picks={"count": ("6", "9", "14", "20")},
)

PRINT_STREAKS = Story(
    key="print-streaks",
    titles=("Black streaks on the {printer}", "{printer} prints faintly"),
    descriptions=(
        "Every page from the {printer} has a black line down the right side. New toner last week.",
        "The {printer} is pale on one half. We can't send this to customers.",
    ),
    type=PROBLEM,
    priorities={LOW: 8, MEDIUM: 2},
    weight=8,
    vendor="the copier company",
    turns=(
        tech(
            "{greeting} {first}. Please run the cleaning page (Menu, Service, Clean) twice and send me a photo of the "
            "second sheet. Then we know if it's the drum.",
            after=(30, 240),
            then=PENDING,
        ),
        customer("Photo attached, line still there.", "Did it twice, a bit better but not good.", after=(30, 600)),
        tech(
            "That's the drum at the end of its life. It's covered by your page contract, so I've reported it with the "
            "serial and counter reading; their engineer brings the part.",
            after=(20, 180),
            then=PENDING,
            work=remote(15, 20, "Reported drum fault under page contract.", billable=False),
        ),
        customer(
            "Engineer has been. Clean as new.", "He came this morning and changed it, all fine.", after=(900, 2000)
        ),
        tech(
            "Thank you for letting me know. So: drum replaced by {vendor} under the contract, nothing to pay, counter "
            "noted.",
            after=(15, 120),
            then=RESOLVED,
        ),
    ),
)

LABEL_PRINTER = Story(
    key="label-printer",
    titles=(
        "Label printer at {site} skips labels",
        "Labels at {site} come out blank",
    ),
    descriptions=(
        "The label printer at {site} skips every second label since we changed the roll. Same labels as always.",
        "Labels are blank. The roll is in the right way round, I checked. Goods can't leave without them.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 5, HIGH: 4},
    sources={AGENT: 7, EMAIL: 3},
    trades=("haulage", "factory", "bakery", "brewery", "vet", "forwarding"),
    weight=16,
    turns=(
        tech(
            "{greeting} {first}. Please hold the feed button until it flashes twice and let go: it then measures the "
            "gap between the labels. It feeds four or five while doing so.",
            after=(5, 35),
            then=PENDING,
        ),
        customer(
            "Did that, now it prints but {offset} mm too low.",
            "It measured, now the text runs over the edge by about {offset} mm.",
            after=(5, 60),
        ),
        tech(
            "That I can put right from here: the template in the {app} expects the old label height. Correcting it "
            "now, please print one in a minute.",
            after=(8, 30),
            then=PENDING,
            work=remote(15, 30, "Adjusted label template and print offset."),
        ),
        customer("Spot on.", "Perfect, we are loading again.", after=(3, 40)),
        tech(
            "Calibrated for the new roll and the template corrected by {offset} mm, {first}. A card with the "
            "two-flash trick is on its way for the side of the printer.",
            after=(5, 40),
            then=RESOLVED,
        ),
    ),
    picks={"offset": ("3", "4", "6")},
)

SCAN_TO_MAIL = Story(
    key="scan-to-mail",
    titles=("Scan to email not working", "{printer} won't scan to email", "Scans don't arrive"),
    descriptions=(
        "Scanning to email on the {printer} says 'sent' but nothing comes. Printing is fine.",
        "Since yesterday no scans arrive. We scan about fifty a day so this is quite bad.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 7, HIGH: 2},
    weight=13,
    turns=(
        tech(
            "{greeting} {first}. The scanner signs in to mail with an old method that Microsoft has now switched off. "
            "I'm moving it to the new one; scanning will be away for about a quarter of an hour.",
            "{greeting} {first}, I can see the scanner's sign-in being refused: its password ran out. I'll give it a "
            "proper service account instead. Fifteen minutes, please.",
            after=(10, 60),
        ),
        note(
            "Connector restricted to the office address, sender scanner@{domain}. Password is in the vault under the "
            "printer's name.",
            after=(15, 40),
            work=remote(25, 45, "Set up relay and service account for scanner."),
        ),
        tech(
            "I have sent a test scan to you from the panel. Did it arrive? The sender is now scanner@{domain}.",
            after=(3, 15),
            then=PENDING,
        ),
        customer(
            "Yes, got it. Went to junk the first time.", "It's here! Sender looks different but fine.", after=(5, 120)
        ),
        tech(
            "I have marked the sender as trusted for everyone at {company}, so scans land in the inbox. Scan to mail "
            "on the {printer} now runs through your own mail connector and won't expire.",
            after=(5, 45),
            then=RESOLVED,
            work=remote(5, 15, "Allowed scanner address, final test.", billable=False),
        ),
    ),
)

NEW_PRINTER = Story(
    key="new-printer",
    titles=("New printer for {site}", "Printer moved to {site}"),
    descriptions=(
        "We bought a printer for {site}. It's still in the box. Could someone connect it for {colleague} and me?",
        "A printer has been moved to {site} and now nobody finds it. Please connect it again when you are next here.",
    ),
    type=REQUEST,
    priorities={LOW: 9, MEDIUM: 1},
    sources={EMAIL: 5, PORTAL: 4, AGENT: 1},
    weight=8,
    turns=(
        tech(
            "{greeting} {first}. Is there a network socket within two metres, and which model is it? With both "
            "answers I can prepare the queue beforehand.",
            after=(30, 300),
            then=PENDING,
        ),
        customer(
            "Socket is there. Model number is on the photo.",
            "Yes there's one behind the cupboard. Photo attached.",
            after=(60, 900),
        ),
        tech(
            "Thank you. Queue and driver are ready on {server}. I'm with you on {next_day} and will plug it in.",
            after=(30, 200),
            then=PENDING,
            work=remote(15, 25, "Prepared print queue and driver."),
        ),
        tech(
            "The printer for {site} is connected, has a fixed address, and is installed on both PCs. Test pages "
            "printed on both sides.",
            after=(450, 1000),
            then=RESOLVED,
            work=on_site(25, 50, "Connected printer, deployed to PCs, tested."),
        ),
    ),
)

STORIES = (PRINTER_QUEUE, PRINT_STREAKS, LABEL_PRINTER, SCAN_TO_MAIL, NEW_PRINTER)
