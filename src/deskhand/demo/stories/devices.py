"""Stories about what stands on the desk: PCs, laptops, screens, and what people pour over them."""

from deskhand.demo.story import (
    AGENT,
    CHANGE,
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
    tech,
)

SLOW_PC = Story(
    key="slow-pc",
    titles=(
        "PC very slow",
        "Computer at {site} takes ages to start",
        "{device} is painfully slow",
        "Everything on my computer is slow",
    ),
    descriptions=(
        "My computer takes ten minutes to start and then everything hangs. It got worse over the last weeks.",
        "The PC at {site} is so slow that we write things on paper first. Could someone have a look?",
        "Slow slow slow. Opening a PDF takes a minute. {colleague}'s machine is the same age and fine.",
    ),
    type=PROBLEM,
    priorities={LOW: 5, MEDIUM: 5},
    weight=20,
    turns=(
        tech(
            "{greeting} {first}, I'm sorry it is such a drag. I can look at {device} in the background while you "
            "work, you only have to leave it on. Is it slow with everything, or with one program?",
            after=(15, 120),
            then=PENDING,
        ),
        customer(
            "Everything really. Worst in the morning.",
            "Mostly the {app} and the browser. It's on, go ahead.",
            after=(10, 240),
        ),
        note(
            "Disk at 100 % for twenty minutes after sign-in: two virus scanners, the old one was never removed. 8 GB "
            "RAM, SSD is healthy.",
            "{device}: spinning disk from 2017, hundreds of reallocated sectors. Not worth tuning, proposing an SSD.",
            after=(20, 120),
            work=remote(20, 40, "Checked performance, start-up and disk health."),
        ),
        tech(
            "Found and fixed, {first}. Leftovers of an old virus scanner ran beside the present one and kept the disk "
            "busy. I removed them, cleaned up the start-up list and restarted {device} out of hours: it now takes "
            "under a minute to the desktop.",
            "I have moved {device} to a spare solid-state disk that we had in stock, with everything on it as it was. "
            "Start-up fell from nine minutes to forty seconds.",
            after=(20, 180),
            then=RESOLVED,
            work=remote(20, 45, "Cleaned up start-up, removed old software, measured again."),
        ),
    ),
    relapse=(
        customer("It was better for a day, now it's crawling again.", after=(400, 1100)),
        tech(
            "Thank you for telling me. A stuck update was downloading over and over. I cleared it, installed it by "
            "hand, and watched the machine through a restart: it stays quick now.",
            after=(20, 120),
            then=RESOLVED,
            work=remote(20, 35, "Cleared stuck update."),
        ),
    ),
)

MONITOR_FLICKER = Story(
    key="monitor-flicker",
    titles=("Monitor flickers", "Second screen goes black", "Screen keeps turning off at {site}"),
    descriptions=(
        "My left screen goes black for two seconds every few minutes. It's giving me a headache.",
        "The monitor at {site} flickers. I've tried another socket.",
    ),
    type=PROBLEM,
    priorities={LOW: 8, MEDIUM: 2},
    weight=11,
    turns=(
        tech(
            "{greeting} {first}. Nine times out of ten it's the cable. Could you swap the cables of the two screens "
            "and tell me whether the fault moves with it?",
            after=(20, 180),
            then=PENDING,
        ),
        customer(
            "Swapped them, now the other one flickers.",
            "Did that, it is still the same screen.",
            after=(20, 500),
        ),
        tech(
            "Thank you, now I know what to bring: a new cable and, to be safe, a spare 24-inch screen. I have put you "
            "on the round for {next_day}.",
            after=(15, 90),
            then=PENDING,
        ),
        tech(
            "Replaced at {site} on {day}: new DisplayPort cable, graphics driver updated, and both screens have run "
            "for an hour without a flicker. The old cable is in the bin.",
            after=(500, 1300),
            then=RESOLVED,
            work=on_site(20, 40, "Replaced cable, updated driver, watched for an hour."),
        ),
    ),
)

SPILLED_COFFEE = Story(
    key="spilled-coffee",
    titles=("Coffee over my laptop", "Laptop got wet"),
    descriptions=(
        "I have knocked a coffee over {device}. I turned it off and it's upside down on the radiator. Now what?",
        "A glass of water went over my laptop. It still works but the keyboard types by itself.",
    ),
    type=INCIDENT,
    priorities={HIGH: 3, MEDIUM: 6},
    sources={AGENT: 7, EMAIL: 3},
    impact=None,
    weight=5,
    vendor="the repair centre",
    turns=(
        tech(
            "{greeting} {first}, switching it off was exactly right. Please take it off the radiator, leave it open "
            "face down on a towel, and don't try it again. Your files are in OneDrive as of this morning, so nothing "
            "is lost.",
            "{greeting} {first}, please switch it off now by holding the power button, unplug it and leave it open "
            "face down on a towel. Your files are in OneDrive as of this morning, so nothing is lost.",
            after=(4, 20),
        ),
        tech(
            "I've set up a loan laptop with your account: {loan}. It can be with you on {next_day}, or you collect it "
            "at our office today. Which suits you?",
            after=(20, 60),
            then=PENDING,
            work=remote(25, 40, "Prepared loan laptop with user's profile."),
        ),
        customer(
            "I'll send someone to collect it. I'm so sorry.",
            "Tomorrow is fine, I can use {colleague}'s until then.",
            after=(10, 120),
        ),
        note(
            "Board corroded around the power connector, keyboard dead. Repair quoted at more than half the price of a "
            "new one. Insurance claim possible, photos saved.",
            after=(60, 300),
            then=PENDING,
            work=remote(30, 45, "Opened laptop, assessed damage, photos for insurer.", billable=False),
        ),
        customer(
            "The insurance pays. Please order the same again.",
            "{boss} says buy a new one, and I should get a cup with a lid.",
            after=(300, 1500),
        ),
        tech(
            "The new laptop is set up with your profile and files, and the loan machine {loan} has come back to us. "
            "The damaged disk was wiped and destroyed; the certificate is with {boss} for the insurer.",
            after=(60, 240),
            then=RESOLVED,
            work=remote(45, 75, "Set up replacement, moved profile, disposed of old disk."),
        ),
    ),
    picks={"loan": ("LOAN-03", "LOAN-05", "LOAN-08")},
)

LAPTOP_ORDER = Story(
    key="laptop-order",
    titles=("Quote for a new laptop", "New laptop for {colleague}", "Laptop order", "{device} needs replacing"),
    descriptions=(
        "{colleague} needs a new laptop, something light but not the cheapest. What would you recommend and what does "
        "it cost?",
        "Please quote for a laptop for {colleague}, same as last time if it still exists. With a dock.",
        "The laptop {device} is six years old and the battery lasts ten minutes. {colleague} has been very patient.",
    ),
    type=REQUEST,
    priorities={LOW: 9, MEDIUM: 1},
    sources={EMAIL: 6, PORTAL: 4},
    by_contact_person=True,
    weight=12,
    vendor="the distributor",
    turns=(
        tech(
            "{greeting} {first}. I've attached two offers: a 14-inch model with 16 GB, and the same with the larger "
            "screen. Both come with three years' next-business-day warranty. Delivery is about a week after your "
            "order.",
            after=(60, 400),
            then=PENDING,
            work=remote(15, 25, "Specified and quoted laptops.", billable=False),
        ),
        customer(
            "The 14 inch please. PO number {ref}.",
            "We'll take the first one. Does it come with a bag?",
            after=(200, 1500),
        ),
        tech(
            "Ordered, thank you. The distributor confirmed delivery to our workshop; I'll write again when it's on my "
            "bench.",
            after=(20, 120),
            then=PENDING,
        ),
        note(
            "Arrived, serial noted in the asset list. Enrolled, encrypted, updates and standard software on.",
            after=(2400, 4000),
            then=PENDING,
            work=remote(45, 70, "Built laptop: enrolment, encryption, updates, software."),
        ),
        tech(
            "The laptop is ready and I can bring it over. Would {next_day} suit, about half an hour at the desk?",
            after=(10, 60),
            then=PENDING,
        ),
        customer("Perfect, see you then.", "Yes, come after ten please.", after=(20, 400)),
        tech(
            "Handed over at {site}: files and mail are across, dock and screens work, and the old machine came back "
            "with me to be wiped. The warranty runs from today.",
            after=(300, 800),
            then=RESOLVED,
            work=on_site(40, 75, "Delivered and installed laptop, moved data, collected old machine."),
        ),
    ),
)

MAC_UPDATE = Story(
    key="mac-update",
    titles=("Mac asks for an update every day", "macOS update - should I?", "Mac won't install update"),
    descriptions=(
        "My Mac wants to update to the new system. Last time the printer stopped afterwards so I haven't touched it.",
        "The update stops at 'not enough space' even though I emptied the bin.",
    ),
    type=CHANGE,
    priorities={LOW: 7, MEDIUM: 2},
    trades=("architects", "estate agent", "brewery", "charity", "school", "hotel"),
    weight=9,
    turns=(
        tech(
            "{greeting} {first}, good that you asked first. We've tested that version with the {app} and with the "
            "{printer}, both are fine. It needs 25 GB free; I can see {free} GB. May I clear old backups of your "
            "phone?",
            after=(20, 180),
            then=PENDING,
        ),
        customer("Yes, the phone backups can go.", "Go ahead, but not before I've sent my drawings.", after=(20, 400)),
        tech(
            "Space is made and I've planned the update for this evening. Please leave the Mac on the charger with the "
            "lid open.",
            after=(20, 90),
            then=PENDING,
            work=remote(15, 25, "Freed space, scheduled update."),
        ),
        tech(
            "The update went through, {first}. I printed a test page on the {printer} and opened the {app}; both "
            "work. The first start of each program may take a little longer today.",
            after=(560, 800),
            then=RESOLVED,
            work=remote(15, 30, "Checked Mac after update."),
        ),
    ),
    picks={"free": ("6", "9", "11", "14")},
)

DOCKING_STATION = Story(
    key="docking-station",
    titles=("Docking station: no screens", "Laptop doesn't see monitors", "Dock stopped working at {site}"),
    descriptions=(
        "When I plug my laptop into the dock nothing happens, no screens, no mouse. It charges though.",
        "The hot desk at {site} works for {colleague} but not for me. Same cable.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 5, LOW: 5},
    weight=11,
    turns=(
        tech(
            "{greeting} {first}. Please take the dock off the mains for half a minute, then plug in the mains first "
            "and the laptop last. If that doesn't help, what does the light on the front do?",
            after=(10, 90),
            then=PENDING,
        ),
        customer("Still nothing. Light is orange.", "Did that twice, light goes white and then off.", after=(10, 180)),
        note(
            "Firmware of the dock is two years behind the laptop's. Update needs the user on Wi-Fi for ten minutes.",
            after=(10, 60),
        ),
        tech(
            "I've updated the firmware of the dock and the laptop's display driver, and both screens came up straight "
            "away. I'll do the other docks of that model in a maintenance round, so it shouldn't hit the next desk.",
            after=(15, 90),
            then=RESOLVED,
            work=remote(20, 35, "Updated dock firmware and display driver."),
        ),
    ),
)

PROJECTOR = Story(
    key="projector",
    titles=("Projector in {room} shows no picture", "Screen in {room} not working", "No signal on projector"),
    descriptions=(
        "The projector in {room} says 'no signal'. We have visitors later and need it.",
        "The picture in {room} has gone, there is just a blue screen. The presentation starts soon.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 6, HIGH: 3},
    sources={AGENT: 6, EMAIL: 3, PORTAL: 1},
    trades=("school", "law", "hotel", "architects", "accountants", "clinic", "factory"),
    weight=9,
    turns=(
        tech(
            "{greeting} {first}. Is the little box under the table lit, and does the projector say HDMI 1 or 2 in the "
            "corner when it starts?",
            after=(4, 30),
            then=PENDING,
        ),
        customer("It says HDMI 2 and the box is dark.", "No light on the box. It says VGA I think.", after=(4, 40)),
        tech(
            "Then the box under the table has lost its power. Please push the plug behind the skirting back in, and "
            "press Source until HDMI 1 appears. I'll stay on the line.",
            after=(4, 20),
            then=PENDING,
        ),
        customer("There it is!! Thank you.", "Picture is back, sound as well.", after=(3, 20)),
        tech(
            "Glad that worked in time. The plug sits loose there, so I have ordered a locking one and will fit it on "
            "my next visit. In short: power of the HDMI box restored, input set to HDMI 1.",
            after=(4, 30),
            then=RESOLVED,
            work=remote(10, 20, "Guided user by phone: power and input of projector."),
        ),
    ),
    relapse=(
        customer("No signal again in {room}, and the plug is in this time.", after=(300, 1100)),
        tech(
            "I changed the HDMI box in {room} for a new one and screwed the plug down. Tested with two laptops; the "
            "picture comes up by itself.",
            after=(60, 240),
            then=RESOLVED,
            work=on_site(30, 50, "Replaced HDMI extender, fixed plug."),
        ),
    ),
    picks={"room": ("the meeting room", "the boardroom", "the training room", "the large meeting room")},
)

STORIES = (
    SLOW_PC,
    MONITOR_FLICKER,
    SPILLED_COFFEE,
    LAPTOP_ORDER,
    MAC_UPDATE,
    DOCKING_STATION,
    PROJECTOR,
)
