"""Stories about servers, backups, power and updates; most of them are raised by monitoring."""

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
    on_site,
    remote,
    senior,
    tech,
)

UPS_ALARM = Story(
    key="ups-alarm",
    titles=("UPS on battery: {company}", "UPS self-test failed, {company}"),
    descriptions=(
        "UPS of {company} ({server})\nState: on battery\nLoad: {load} %\nRuntime left: {runtime} min",
        "UPS of {company} ({server})\nSelf-test: FAILED\nBattery age: 4.1 years\nLoad: {load} %",
    ),
    type=INCIDENT,
    priorities={HIGH: 5, MEDIUM: 4, CRITICAL: 1},
    sources={API: 1},
    impact=Impact.SERVER_ISSUE,
    alarm=True,
    weight=8,
    turns=(
        note(
            "Mains dipped for some minutes, UPS carried {server} at {load} % load. Runtime was only {runtime} min: "
            "battery is tired.",
            "Self-test fails, runtime now {runtime} min at {load} % load. Battery is tired, server not affected.",
            after=(4, 25),
        ),
        tech(
            "Hello {boss}, the battery unit that protects your server is weak: it would hold {runtime} minutes at "
            "most. The server is running normally. We will change the battery; it takes half an hour and nothing has "
            "to be switched off.",
            after=(8, 40),
            then=PENDING,
            work=remote(10, 20, "Checked UPS state and log."),
        ),
        note(
            "Battery set taken from stock, visit put on the board with {senior_first}.", after=(20, 120), then=PENDING
        ),
        tech(
            "The new battery set is in, the self-test passes and the unit now holds 31 minutes at the present load. "
            "The old battery was taken for recycling, and the next change is noted for four years from now.",
            after=(500, 1100),
            then=RESOLVED,
            work=on_site(30, 60, "Replaced UPS battery set, self-test passed."),
        ),
    ),
    picks={"load": ("38", "44", "52", "61"), "runtime": ("3", "4", "6")},
)

BACKUP_FAILED = Story(
    key="backup-failed",
    titles=(
        "Backup failed: {server}",
        "Backup job {company} finished with errors",
        "No successful backup for 24 h: {server}",
    ),
    descriptions=(
        "Job: nightly {server}\nResult: failed\nError: snapshot could not be created (0x{ref})\nLast success: 1 day "
        "ago",
        "Job: nightly {server}\nResult: warning\nError: {count} items skipped, target has too little space\nLast "
        "success: 1 day ago",
    ),
    type=PROBLEM,
    priorities={HIGH: 3, MEDIUM: 7},
    sources={API: 1},
    impact=Impact.SERVER_ISSUE,
    alarm=True,
    weight=22,
    vendor="the backup vendor",
    turns=(
        note(
            "Snapshot writer on {server} hangs in state 'failed'. Restarting the two services frees it without a "
            "reboot.",
            "Target at 97 %: three old chains of a server that is gone. Removing them after checking with "
            "{senior_first}.",
            after=(8, 60),
        ),
        tech(
            "Hello {boss}, last night's backup of {server} did not finish. The copy of the night before is complete, "
            "so you are covered; we are repairing the job now and will run it again today.",
            after=(8, 60),
            work=remote(20, 40, "Analysed and repaired backup job."),
        ),
        note("Manual run started, {count} GB changed data, expected to take a good hour.", after=(10, 40)),
        tech(
            "The backup of {server} ran through at the second attempt, and we restored a test file from it "
            "successfully. Cause: a snapshot service that hung. It's now restarted every night before the job.",
            "The backup of {server} is complete again, with a test file restored from it. Cause: too little room on "
            "the target, which we've cleared. There is now space for about eight months.",
            after=(70, 130),
            then=RESOLVED,
            work=remote(10, 25, "Ran backup again, test restore."),
        ),
    ),
    picks={"count": ("18", "27", "42", "64")},
)

DISK_FULL = Story(
    key="disk-full",
    titles=("Disk space low on {server}", "{server}: drive {drive} below 5 %", "Drive {drive} nearly full, {company}"),
    descriptions=(
        "Threshold reached on {server}\nDrive {drive}: {free} GB free (4 %)\nGrowth: 1.8 GB per day",
        "Threshold reached on {server}\nDrive {drive}: {free} GB free (3 %)\nForecast: full in {days} days",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 6, HIGH: 3, LOW: 1},
    sources={API: 1},
    impact=Impact.SERVER_ISSUE,
    alarm=True,
    weight=18,
    turns=(
        note(
            "{ref} log files from the web service since spring, 60 GB. Nobody rotates them.",
            after=(10, 90),
            work=remote(15, 30, "Found what fills the disk."),
        ),
        tech(
            "Hello {boss}, drive {drive} on {server} is filling up: {free} GB are left. It isn't affecting anybody "
            "yet. We are clearing old logs, not your documents.",
            after=(5, 40),
        ),
        note(
            "Logs older than 30 days compressed to the archive share, rotation set. Volume extended by 100 GB, host "
            "has room.",
            after=(20, 90),
        ),
        tech(
            "Drive {drive} on {server} now has 140 GB free. Old logs moved to the archive, a clean-up runs weekly, "
            "and we enlarged the drive by 100 GB. No interruption was needed.",
            after=(10, 50),
            then=RESOLVED,
            work=remote(20, 40, "Archived logs, set rotation, extended volume."),
        ),
    ),
    picks={"drive": ("C", "D", "E"), "free": ("6.2", "8.9", "11.4", "14.0"), "days": ("4", "6", "9")},
)

SERVER_OFFLINE = Story(
    key="server-offline",
    titles=("{server} not responding", "{company}: {server} offline", "Host down: {server}"),
    descriptions=(
        "Host {server} ({company}) unreachable\nPing: 0 of 10\nAgent: last seen {secs} s ago\nManagement board: "
        "reachable",
    ),
    type=INCIDENT,
    priorities={CRITICAL: 7, HIGH: 3},
    sources={API: 1},
    impact=Impact.CRISIS,
    alarm=True,
    weight=6,
    picks={"secs": ("75", "90", "120", "180")},
    turns=(
        note(
            "Management board answers: host is at a stop screen. Saved the dump, restarting by the board.",
            "Management board answers: stop screen, dump half written. Power cycle by the board.",
            after=(3, 10),
        ),
        tech(
            "Hello {boss}, {server} stopped answering and we are restarting it by remote control. Until it's back, "
            "shared files and the {app} are not reachable. Next message within the hour.",
            after=(4, 15),
            work=remote(15, 25, "Restarted host by management board."),
        ),
        senior(
            "{server} is running again. Files and the {app} answer, and we are checking the disks and the log before "
            "we call it done.",
            after=(15, 40),
        ),
        note(
            "Disks and RAID clean, memory test clean. Dump points to the network driver, known fault of that version.",
            after=(15, 40),
            by="senior",
        ),
        senior(
            "{server} has been stable since the restart. The cause was a fault in the network driver: we installed "
            "the corrected version. No data was lost and the databases are consistent. A short report goes to {boss}.",
            after=(15, 45),
            then=RESOLVED,
            work=remote(45, 90, "Analysed crash, updated driver, checked databases."),
        ),
    ),
)

PATCH_REBOOT = Story(
    key="patch-reboot",
    titles=(
        "Updates broke the {app}",
        "{device} restarts by itself since the updates",
        "{app} empty after the updates",
    ),
    descriptions=(
        "Since last night's updates the {app} doesn't open any more, it flashes up and disappears.",
        "My PC says 'Undoing changes' and restarts, third time now. I can't work.",
        "Everything was updated over night and now the {app} looks empty. {colleague} has it as well.",
    ),
    type=INCIDENT,
    priorities={MEDIUM: 6, HIGH: 4},
    sources={AGENT: 6, EMAIL: 3, PORTAL: 1},
    impact=Impact.MINOR,
    weight=16,
    occasion="patch_day",
    turns=(
        tech(
            "{greeting} {first}. You're not the only one, it is this month's update. I'm taking it off {device} now, "
            "please leave the PC alone for about fifteen minutes, it will restart twice.",
            after=(5, 40),
        ),
        note(
            "KB50{ref} rolled back on {device}, held for the ring 'business' at {company}. Checking who else has it.",
            after=(20, 50),
            work=remote(20, 35, "Rolled back update, paused it for the customer."),
        ),
        tech(
            "{device} is back as it was before the update. Could you open the {app} and see whether everything is "
            "there?",
            after=(5, 20),
            then=PENDING,
        ),
        customer("Opens and everything's there.", "All good again. Will it come back tonight?", after=(5, 90)),
        tech(
            "It won't come back: the update is held for all your machines until the maker has a corrected one, which "
            "we test on two PCs first. {device} has the other security updates and is safe meanwhile.",
            after=(5, 45),
            then=RESOLVED,
            work=remote(10, 20, "Held update for all machines, checked the others."),
        ),
    ),
)

SERVER_PATCHES = Story(
    key="server-patches",
    titles=("Monthly server updates {company}", "Maintenance window {server}", "Patch night: {server}"),
    descriptions=(
        "Planned maintenance: monthly security updates on {server} with one restart, outside working hours.",
        "Monthly updates for the servers of {company}. Restart needed; agreed window in the evening.",
    ),
    type=CHANGE,
    priorities={LOW: 8, MEDIUM: 2},
    sources={AGENT: 1},
    impact=Impact.NO_IMPACT,
    weight=10,
    occasion="patch_day",
    by_contact_person=True,
    ours=True,
    turns=(
        tech(
            "Hello {first}, this month's updates for {server} are ready. We'd restart it this evening after your "
            "staff have left; the {app} is away for about twenty minutes. Is there anything against it?",
            after=(30, 240),
            then=PENDING,
        ),
        customer(
            "Fine with us.",
            "OK but not before seven, we have a delivery.",
            "That's fine, {colleague} will be the last one out.",
            after=(30, 300),
        ),
        note("Snapshot taken, updates staged, watch list ready. Window accepted.", after=(30, 120), then=PENDING),
        tech(
            "All updates are on {server}. The restart took eleven minutes, services and the {app} were tested "
            "afterwards, and the snapshot has been removed. Next month's date follows.",
            after=(560, 760),
            then=RESOLVED,
            work=remote(40, 70, "Installed server updates outside hours, tested services."),
        ),
    ),
)

SERVER_MIGRATION = Story(
    key="server-migration",
    titles=("Move of the {app} to the new server", "Server migration {server}", "Replacement of {server}"),
    descriptions=(
        "As discussed with {tech_first}: please move the {app} and the shared files to the new server. We can do "
        "without it for an evening.",
        "{server} is out of warranty. Quote {ref} is approved, please plan the move so that nobody loses a working "
        "day.",
    ),
    type=CHANGE,
    priorities={LOW: 6, MEDIUM: 4},
    sources={EMAIL: 7, PORTAL: 2, AGENT: 1},
    impact=Impact.SERVER_ISSUE,
    weight=4,
    by_contact_person=True,
    vendor="the software house",
    turns=(
        senior(
            "{greeting} {first}. The plan is attached: build and test in the week, copy in the background, switch "
            "over after hours, and a way back until the morning after. Please confirm the date and name someone who "
            "tests the {app} with us.",
            after=(60, 400),
            then=PENDING,
            work=remote(60, 120, "Wrote migration plan with rollback."),
        ),
        customer(
            "Date is fine. {colleague} will do the testing.",
            "Confirmed. Please don't forget the label templates.",
            after=(200, 1500),
        ),
        note(
            "New host built, roles installed, first copy finished: {size} GB. Test list agreed with {colleague_full}.",
            after=(60, 300),
            by="senior",
            then=PENDING,
            work=remote(120, 240, "Built server, first copy of data."),
        ),
        senior(
            "The first copy is done and the {app} runs on the new server as a test. {colleague}, could you go through "
            "your list and tell me what's missing?",
            after=(60, 300),
            then=PENDING,
        ),
        customer(
            "Went through it. Only the logo on the forms is missing.",
            "Tested with {colleague}, everything opens, one report is in the wrong order.",
            after=(300, 1200),
        ),
        senior(
            "Thank you, that's corrected. The switch is set for this evening; please have everyone close the {app} "
            "before they go.",
            after=(30, 150),
            then=PENDING,
        ),
        note(
            "Final copy verified by checksum, shares and printers moved, old server isolated but kept.",
            after=(580, 640),
            by="senior",
            then=PENDING,
            work=remote(180, 300, "Switch-over to new server outside hours."),
        ),
        senior(
            "The move is complete. Everybody worked on the new server this morning, the {app} is noticeably quicker, "
            "backup and monitoring include it. The old server stays switched off in the rack for four weeks.",
            after=(120, 300),
            then=RESOLVED,
            work=on_site(120, 200, "Early support on site after migration."),
        ),
    ),
    picks={"size": ("380", "610", "840", "1,150")},
)

RESTORE_FILE = Story(
    key="restore-file",
    titles=("Overwrote a file, need the old version", "Folder gone, please restore"),
    descriptions=(
        "I've saved over the {file} with the wrong one. Can I have the version from {prev_day} back?",
        "The folder with the {file} is gone. It was there on {prev_day}. Nobody admits anything.",
    ),
    type=REQUEST,
    priorities={MEDIUM: 6, HIGH: 2, LOW: 2},
    weight=13,
    turns=(
        tech(
            "{greeting} {first}, no harm done, we have hourly copies. Please don't save anything into that place for "
            "now. I'm looking for the last good one.",
            after=(5, 40),
        ),
        tech(
            "Found: the {file}, as of {hour} on {prev_day}. I've put it back with 'restored' in its name. Is that the "
            "one you need?",
            after=(10, 40),
            then=PENDING,
            work=remote(15, 25, "Restored file from hourly copy."),
        ),
        customer(
            "That's the one, you have saved my week.",
            "Yes!! thank you so much.",
            "Yes that's it. I owe you a cake.",
            after=(4, 120),
        ),
        tech(
            "Glad it's back. The restored {file} is in place, and by right click, 'Previous versions', you can reach "
            "the hourly copies yourself.",
            after=(5, 60),
            then=RESOLVED,
        ),
    ),
    picks={
        "file": ("price list", "rota", "budget spreadsheet", "stock count", "holiday planner", "site photos"),
        "hour": ("11:00", "13:00", "14:00", "16:00"),
    },
)

STORIES = (
    UPS_ALARM,
    BACKUP_FAILED,
    DISK_FULL,
    SERVER_OFFLINE,
    PATCH_REBOOT,
    SERVER_PATCHES,
    SERVER_MIGRATION,
    RESTORE_FILE,
)
