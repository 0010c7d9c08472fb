"""Stories about the programs a trade lives on: accounts, records, licences, the website."""

from deskhand.core.ticket import Impact
from deskhand.demo.story import (
    AGENT,
    API,
    CHANGE,
    CRITICAL,
    EMAIL,
    HIGH,
    INCIDENT,
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
    senior,
    tech,
)

APP_UPDATE = Story(
    key="app-update",
    titles=("Update of the {app}", "{app} wants an update", "New version of {app} - please install"),
    descriptions=(
        "The {app} shows a message that version {version} must be installed by the end of the month. It asks for an "
        "administrator.",
        "We got a mail that there's a new version of the {app}. Please install it on all PCs, and not during the day "
        "if possible.",
    ),
    type=CHANGE,
    priorities={LOW: 6, MEDIUM: 4},
    weight=15,
    vendor="the software house",
    turns=(
        tech(
            "{greeting} {first}. Version {version} also changes the database, so I'd do it after hours, with a backup "
            "before. Would this evening suit? Everyone must be out of the {app} by seven.",
            after=(20, 200),
            then=PENDING,
        ),
        customer(
            "This evening is good, I'll tell everyone.",
            "Yes. {colleague} sometimes stays late, I'll make sure.",
            after=(30, 400),
        ),
        note(
            "Backup of the database done, update of server part ran 14 minutes without error, clients by software "
            "distribution.",
            after=(560, 640),
            then=PENDING,
            work=remote(45, 80, "Updated line-of-business application outside hours."),
        ),
        tech(
            "The {app} is on version {version} on {server} and on all PCs. I opened a record, printed one page and "
            "ran the daily report. Please tell me if anything looks different from what you expect.",
            after=(5, 60),
            then=PENDING,
        ),
        customer(
            "All as before, only the icon is new.",
            "Working fine here. {colleague} asks where the search has gone, found it now.",
            after=(30, 600),
        ),
        tech(
            "Thank you. Update to {version} is complete, the backup from before is kept for two weeks.",
            after=(10, 120),
            then=RESOLVED,
        ),
    ),
    relapse=(
        customer("Since the update {colleague} gets 'wrong client version' when printing.", after=(200, 1000)),
        tech(
            "{colleague}'s PC had been switched off that evening and missed the update. I have installed it by hand; "
            "printing works.",
            after=(10, 60),
            then=RESOLVED,
            work=remote(10, 20, "Updated missed client.", billable=False),
        ),
    ),
    picks={"version": ("9.4", "10.2", "11.0.3", "2.18", "7.6")},
)

DATABASE_TIMEOUT = Story(
    key="database-timeout",
    titles=("{app}: timeout expired", "Error in the {app} when saving", "{app} freezes for everyone"),
    descriptions=(
        "When we save in the {app} it hangs for a minute and then says 'timeout expired'. All of us, since about ten "
        "minutes.",
        "{app} error -2 timeout. Some can work and some not. Please be quick, we can't book anything.",
    ),
    type=INCIDENT,
    priorities={HIGH: 7, CRITICAL: 3},
    sources={AGENT: 7, EMAIL: 2, PORTAL: 1},
    impact=Impact.MAJOR,
    trades=("factory", "haulage", "hotel", "clinic", "accountants", "forwarding", "law", "bakery", "dental"),
    weight=13,
    turns=(
        tech(
            "{greeting} {first}, I see it: one query has held the main table on {server} for {minutes} minutes and "
            "everybody waits behind it. I'm finding out whose it is before I stop it.",
            after=(4, 20),
        ),
        tech(
            "It was a report over all years. I've ended it, and saving should work again at once. Can you confirm?",
            after=(5, 20),
            then=PENDING,
            work=remote(15, 25, "Found and ended blocking query."),
        ),
        customer(
            "Yes it's working for all of us.", "Works. That was {colleague}'s report I think, sorry.", after=(3, 30)
        ),
        senior(
            "So that it doesn't come back: I added the missing index for that report, and {colleague} tried it again. "
            "It now takes four seconds and blocks nobody.",
            after=(20, 80),
            then=RESOLVED,
            work=remote(30, 60, "Analysed query plan, added index, tested report."),
        ),
    ),
    relapse=(
        customer("It's frozen again, same error as the other day.", after=(300, 1100)),
        senior(
            "This time the nightly clean-up had run into the morning. I've moved it to two o'clock and gave it a time "
            "limit. The {app} answers as usual and I am watching it.",
            after=(8, 40),
            then=RESOLVED,
            work=remote(30, 50, "Moved maintenance job, set limit."),
        ),
    ),
    picks={"minutes": ("11", "14", "19", "26")},
)

WEBSITE_DOWN = Story(
    key="website-down",
    titles=("Website down: {domain}", "HTTP check failed: {domain}"),
    descriptions=(
        "Check: https://www.{domain}/\nResult: 503 Service Unavailable\nFailed from: 3 of 3 places\nSince: {secs} s",
        "Check: https://www.{domain}/\nResult: timeout after 10 s\nFailed from: 3 of 3 places\nSince: {secs} s",
    ),
    type=INCIDENT,
    priorities={HIGH: 7, CRITICAL: 3},
    sources={API: 1},
    impact=Impact.MAJOR,
    alarm=True,
    weight=9,
    turns=(
        note("Web host up, PHP workers exhausted. One plugin calls home and waits.", after=(4, 15)),
        tech(
            "Hello {boss}, your website {domain} has not answered for some minutes. We're on it. Mail and your "
            "systems in the house are not affected.",
            after=(4, 20),
        ),
        note(
            "Plugin disabled, workers restarted, site answers in 0.4 s. Agency informed.",
            after=(10, 40),
            work=remote(20, 40, "Restored website, informed agency."),
        ),
        tech(
            "Your website {domain} is back and quick. A plugin for social media was waiting for a service abroad and "
            "used up all places; it is switched off and the agency has been told. We watch the site every minute.",
            after=(10, 40),
            then=RESOLVED,
        ),
    ),
    picks={"secs": ("120", "180", "240")},
)

LICENCE_RENEWAL = Story(
    key="licence-renewal",
    titles=(
        "Licence for the {product} runs out",
        "{product} subscription renewal",
        "Message: your {product} licence expires in {days} days",
    ),
    descriptions=(
        "The {product} shows a yellow bar: licence expires in {days} days. Do you look after that or do we?",
        "Please renew the {product}. We have fewer people than last year, maybe we need less of them?",
    ),
    type=REQUEST,
    priorities={LOW: 7, MEDIUM: 3},
    sources={EMAIL: 6, PORTAL: 4},
    by_contact_person=True,
    weight=10,
    vendor="the distributor",
    turns=(
        tech(
            "{greeting} {first}. We do. You hold {seats} seats of the {product} and {used} were used in the last "
            "ninety days. I'd renew {used} plus one as a reserve; the offer is attached.",
            after=(30, 300),
            then=PENDING,
            work=remote(15, 25, "Counted use of licences, wrote offer.", billable=False),
        ),
        customer("Makes sense, please go ahead with that.", "Approved by {boss}. PO {ref}.", after=(100, 1500)),
        tech(
            "Ordered. The new key comes from the distributor within two working days; nothing stops working until "
            "then.",
            after=(20, 150),
            then=PENDING,
        ),
        tech(
            "The {product} is renewed for a year and the new key is on every PC, so the yellow bar is gone. The seats "
            "you don't need any more have been released.",
            after=(500, 1200),
            then=RESOLVED,
            work=remote(15, 25, "Installed new licence key."),
        ),
    ),
    picks={
        "product": (
            "PDF editor",
            "drawing program",
            "endpoint protection",
            "signature service",
            "password safe",
        ),
        "days": ("9", "14", "21", "28"),
        "seats": ("12", "15", "18"),
        "used": ("7", "9", "10"),
    },
)

QUARTER_END = Story(
    key="quarter-end-slow",
    titles=("{app} very slow - quarter end", "Everything crawls, we have VAT returns", "Slow again like every quarter"),
    descriptions=(
        "It's quarter end and the {app} takes half a minute for each client. We have {count} returns to file.",
        "Same as last quarter, from ten o'clock nobody can work properly in the accounts. Please can something be "
        "done before the deadline.",
    ),
    type=PROBLEM,
    priorities={HIGH: 6, MEDIUM: 4},
    sources={AGENT: 5, EMAIL: 4, PORTAL: 2},
    impact=Impact.MAJOR,
    trades=("accountants", "law", "factory", "haulage"),
    weight=12,
    occasion="quarter_end",
    turns=(
        tech(
            "{greeting} {first}. I can see {server} at its limit: memory is full, and the virus scan runs over the "
            "data folder at the same time. I'm pausing the scan there now; you should feel it in a few minutes.",
            after=(5, 35),
        ),
        customer("A bit better yes. Not good.", "Better, from 30 seconds to 10.", after=(10, 60)),
        note(
            "Host has 64 GB free. Raising memory of {server} from 16 to 32 GB needs a restart of two minutes. Asking "
            "for lunch time.",
            after=(8, 40),
        ),
        senior(
            "We can give {server} twice the memory. It means two minutes' break; shall we do that at one o'clock, "
            "when most of you are at lunch?",
            after=(8, 30),
            then=PENDING,
        ),
        customer("One o'clock is ok, I'll warn everybody.", "Do it, please tell us when we can go on.", after=(5, 60)),
        senior(
            "{server} has twice its memory, the break was ninety seconds, and a client now opens in under two "
            "seconds. The scan runs at night from today. I'll look at the figures again at the next quarter end.",
            after=(40, 120),
            then=RESOLVED,
            work=remote(40, 70, "Enlarged memory, moved scan, measured before and after."),
        ),
    ),
    picks={"count": ("38", "52", "64", "90")},
)

MACRO_BLOCKED = Story(
    key="macro-blocked",
    titles=("Excel macros blocked", "Spreadsheet says 'content disabled'", "Button in the {file} does nothing"),
    descriptions=(
        "The button in our {file} stopped working, there's a red bar that Microsoft has blocked macros.",
        "I got the new {file} by email and it's all greyed out. I need to fill it in today.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 6, LOW: 4},
    weight=9,
    turns=(
        tech(
            "{greeting} {first}. Excel distrusts files that came by mail or from the internet. Where does this one "
            "come from, and does somebody at {company} maintain it?",
            after=(10, 90),
            then=PENDING,
        ),
        customer(
            "{colleague} made it years ago.", "From our head office, they send it every quarter.", after=(10, 300)
        ),
        tech(
            "Thank you. I've read the macro: it only sorts and prints. I have put the {file} in a trusted folder, "
            "'Templates', on the shared drive. Please open it from there.",
            after=(20, 120),
            then=PENDING,
            work=remote(20, 35, "Reviewed macro, set up trusted location."),
        ),
        customer("Button works from there.", "Works, I've told the others.", after=(10, 300)),
        tech(
            "Good. Only {colleague} and {boss} can change files in 'Templates', so it stays safe; everybody else may "
            "open them with macros on.",
            after=(10, 90),
            then=RESOLVED,
        ),
    ),
    picks={"file": ("price calculator", "timesheet", "order form", "commission sheet", "stock sheet")},
)

IMPORT_STOPS = Story(
    key="bank-import",
    titles=("Bank file import fails", "Statements don't import", "Import into accounts stops"),
    descriptions=(
        "The daily bank file doesn't go into the accounts any more: 'unexpected field in line {line}'. I am three "
        "days behind.",
        "Importing the statement stops at line {line}. The bank says nothing has changed.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 7, LOW: 2, HIGH: 1},
    trades=("accountants", "law", "bakery", "haulage", "factory", "estate agent", "charity", "hotel"),
    weight=9,
    vendor="the software house",
    turns=(
        tech(
            "{greeting} {first}. Please leave the failed file where it is, I'd like to compare it with an older one. "
            "Nothing has been booked twice.",
            after=(10, 80),
        ),
        note(
            "Bank added a column for the payment reference, line {line} is the first with a value in it. Import map "
            "expects 11 columns.",
            after=(20, 90),
        ),
        tech(
            "Found it: the bank has added a column after all. I changed the import to take it, and read in one day's "
            "file as a test. Could you check the balance before I load the rest?",
            after=(15, 90),
            then=PENDING,
            work=remote(30, 50, "Analysed bank file, changed import map, test import."),
        ),
        customer("Balance is right to the penny.", "Checked, that's correct.", after=(15, 400)),
        tech(
            "All missing files are imported, and the totals agree with the statements. The import now accepts both "
            "the old and the new format.",
            after=(10, 80),
            then=RESOLVED,
            work=remote(10, 20, "Imported remaining files."),
        ),
    ),
    picks={"line": ("14", "57", "112", "208")},
)

STORIES = (
    APP_UPDATE,
    DATABASE_TIMEOUT,
    WEBSITE_DOWN,
    LICENCE_RENEWAL,
    QUARTER_END,
    MACRO_BLOCKED,
    IMPORT_STOPS,
)
