"""Stories about the till, the doors, the cameras, the telephones and the meeting rooms."""

from deskhand.core.ticket import Impact
from deskhand.demo.story import (
    AGENT,
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
    RESOLVED,
    Story,
    customer,
    note,
    on_site,
    remote,
    tech,
)

POS_TERMINAL = Story(
    key="pos-terminal",
    titles=(
        "Card terminal offline at {counter}",
        "Till at {counter} frozen",
        "Till doesn't talk to card machine",
        "Till down at {counter}",
    ),
    descriptions=(
        "The till at {counter} takes cash but the card machine says 'connecting'. We have a queue out of the door.",
        "Till is frozen on the start screen since we opened. We write everything by hand.",
    ),
    type=INCIDENT,
    priorities={HIGH: 7, CRITICAL: 2, MEDIUM: 2},
    sources={AGENT: 9, EMAIL: 1},
    impact=Impact.MAJOR,
    trades=("bakery", "hotel", "brewery", "vet"),
    weight=24,
    vendor="the till supplier",
    turns=(
        tech(
            "{greeting} {first}, as on the phone: please switch off the till and the card machine, wait ten seconds, "
            "the till first, then the card machine. I'm watching the network socket from here.",
            after=(3, 12),
            then=PENDING,
        ),
        customer(
            "Till is back, cards still not.", "Both on. The card machine still looks for something.", after=(4, 15)
        ),
        note(
            "Card terminal has an address from the guest network: somebody moved the cable. Port put back to the "
            "payment network.",
            after=(4, 15),
        ),
        tech(
            "I've set the socket back to the payment network. Please try a card with a small amount and cancel it.",
            after=(3, 12),
            then=PENDING,
        ),
        customer("It's working, thank you, queue is moving.", "Card went through. Lifesaver.", after=(3, 15)),
        tech(
            "Good. The card machine had landed in the guest network after a cable was moved; that socket at {counter} "
            "is now fixed to payments only, so it can't happen by a wrong plug again.",
            after=(5, 30),
            then=RESOLVED,
            work=remote(20, 40, "Restored till and card terminal, locked network port."),
        ),
    ),
    relapse=(
        customer("Card machine is offline again, same as before.", after=(60, 1000)),
        tech(
            "This time it was the terminal itself: I swapped it for the spare from the safe at {counter}, with "
            "{first}'s help, and two payments went through. The faulty one goes back to {vendor}.",
            after=(5, 25),
            then=RESOLVED,
            work=remote(20, 35, "Swapped card terminal with user, reported fault."),
        ),
    ),
)

CCTV_RECORDER = Story(
    key="cctv-recorder",
    titles=("CCTV not recording", "Camera {camera} black", "Can't play back cameras"),
    descriptions=(
        "We wanted to look at something from the weekend and there's no recording from camera {camera}.",
        "The CCTV recorder beeps and camera {camera} shows nothing. The insurance wants thirty days.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 7, HIGH: 2, LOW: 2},
    trades=("hotel", "haulage", "factory", "bakery", "brewery", "school", "estate agent"),
    weight=10,
    vendor="the alarm company",
    turns=(
        tech(
            "{greeting} {first}. I reach the recorder from here: disk 2 of 4 has failed and camera {camera} has no "
            "power from the switch. Is anybody working on the cabling at the moment?",
            after=(15, 100),
            then=PENDING,
        ),
        customer(
            "The electricians were here last week, yes.",
            "Not that I know. There was a leak near it though.",
            after=(20, 400),
        ),
        tech(
            "Thank you. I'm bringing a new disk and a patch lead on {next_day}. The other cameras record meanwhile.",
            after=(15, 100),
            then=PENDING,
        ),
        tech(
            "Disk replaced and rebuilt, camera {camera} has a new lead and a picture. The recorder holds thirty-four "
            "days again, and it now reports a failed disk to us by itself.",
            after=(500, 1200),
            then=RESOLVED,
            work=on_site(60, 100, "Replaced recorder disk and camera lead, set up alerts."),
        ),
    ),
    picks={"camera": ("3", "5", "7", "11")},
)

DOOR_ACCESS = Story(
    key="door-access-pc",
    titles=("Door system PC won't start", "Door access: new fobs don't work"),
    descriptions=(
        "The PC for the door fobs shows a black screen. Doors still open with old fobs but I can't make new ones.",
        "I added a fob for the new colleague and the door at {site} stays shut. Yesterday's fobs work.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 7, LOW: 3},
    trades=("hotel", "school", "law", "factory", "clinic", "haulage", "accountants"),
    weight=9,
    vendor="the alarm company",
    turns=(
        tech(
            "{greeting} {first}. The doors keep their own list, so nobody is locked out. Can you see whether the box "
            "beside that PC has a green light, and is the little USB key plugged in?",
            after=(10, 70),
            then=PENDING,
        ),
        customer(
            "Green light yes, USB key was on the floor. Plugged it in.",
            "No light on the box. USB is in.",
            after=(10, 150),
        ),
        note(
            "Database service had not started: disk of the door PC 98 % full with camera thumbnails. Cleared, service "
            "set to restart.",
            after=(15, 70),
        ),
        tech(
            "The door program runs again and I've sent the list to all doors. Please try the new fob at {site}.",
            after=(5, 30),
            then=PENDING,
            work=remote(30, 45, "Repaired database service of door system."),
        ),
        customer("Green light, door opens.", "The fob works now, thanks.", after=(5, 200)),
        tech(
            "That's it then: database service repaired, disk cleaned up, list sent to all doors. I've added the door "
            "PC to our monitoring and to your backup.",
            after=(10, 60),
            then=RESOLVED,
        ),
    ),
)

PHONE_SYSTEM = Story(
    key="phone-system",
    titles=(
        "Phones: no sound on calls",
        "Calls go straight to voicemail",
        "Callers can't be heard at {site}",
        "Phones at {site} not ringing",
    ),
    descriptions=(
        "Callers say they hear us but we don't hear them, about every third call at {site}.",
        "All calls go straight to the out of hours message although we are open. We're losing business here.",
    ),
    type=INCIDENT,
    priorities={HIGH: 6, MEDIUM: 4},
    sources={AGENT: 3, EMAIL: 5, PORTAL: 3},
    impact=Impact.MAJOR,
    weight=14,
    vendor="the telephone provider",
    turns=(
        tech(
            "{greeting} {first}. I'm looking at the calls of the last hour now. Could you give me one number and time "
            "of a bad call?",
            "{greeting} {first}. I see it: the timetable of your number has been switched to 'closed'. I've set it to "
            "open by hand, so calls come in. Could you ring your own number from a mobile?",
            after=(4, 25),
            then=PENDING,
        ),
        customer(
            "Just now, from my own mobile. I heard nothing for the whole call.",
            "It rings again. Why did it do that?",
            after=(4, 30),
        ),
        note(
            "Voice packets from one of two carrier addresses dropped by the firewall: carrier added a range last "
            "night.",
            "Public holiday calendar had the wrong year after the provider's update. Corrected and checked for the "
            "next twelve months.",
            after=(10, 40),
            work=remote(25, 40, "Analysed calls, corrected configuration."),
        ),
        tech(
            "The telephone provider started to use a new range of addresses and our firewall let only half of it in. "
            "I've added the range, and made ten test calls with sound both ways.",
            "The cause was a holiday calendar with the wrong year. It's corrected for the next twelve months, and an "
            "alert tells us if your number is closed during opening hours.",
            after=(10, 50),
            then=RESOLVED,
            work=remote(10, 20, "Test calls, monitoring."),
        ),
    ),
)

TEAMS_AUDIO = Story(
    key="teams-audio",
    titles=(
        "No sound in Teams",
        "They can't hear me in meetings",
        "Headset not working in Teams",
        "Echo in Teams calls",
    ),
    descriptions=(
        "In Teams nobody hears me. The headset works for music.",
        "Sound in meetings comes from the laptop and not from my headset, and there's an echo for the others.",
    ),
    type=PROBLEM,
    priorities={LOW: 5, MEDIUM: 5},
    weight=17,
    turns=(
        tech(
            "{greeting} {first}. In Teams please click the three dots, Settings, Devices, and tell me what is chosen "
            "for speaker and microphone. Then press 'Make a test call'.",
            after=(8, 60),
            then=PENDING,
        ),
        customer(
            "It says 'Default'. I have chosen the headset but in the next meeting it's back.",
            "Test call: I hear the lady but not myself.",
            after=(10, 200),
        ),
        tech(
            "Then Windows hands Teams the wrong device each time. May I connect for five minutes when you have no "
            "meeting?",
            after=(5, 60),
            then=PENDING,
        ),
        customer("Free now until the hour.", "I'm free after lunch, PC is on.", after=(5, 240)),
        tech(
            "Sorted: the microphone was blocked in the privacy settings after an update, and I've set the headset as "
            "the default for calls. Our test call was clear both ways.",
            after=(8, 60),
            then=RESOLVED,
            work=remote(10, 20, "Corrected audio devices and privacy setting."),
        ),
    ),
    relapse=(
        customer("Worked twice and now they can't hear me again.", after=(300, 1100)),
        tech(
            "The cable of the headset has a break near the plug, you can hear it when it moves. A new one is on its "
            "way to you by post; until then I've switched you to the laptop's microphone, which sounds fine.",
            after=(15, 90),
            then=RESOLVED,
            work=remote(10, 15, "Found faulty headset, sent replacement."),
        ),
    ),
)

OFFICE_MOVE = Story(
    key="office-move",
    titles=("Desks moving at {site}", "We're swapping two rooms", "Need network sockets at {site}"),
    descriptions=(
        "We are rearranging {site} and need four more network sockets and the phones moved. When could you come?",
        "{colleague} and two others move to {site}. PCs, phones and the printer need to go with them.",
    ),
    type=CHANGE,
    priorities={LOW: 8, MEDIUM: 2},
    sources={EMAIL: 6, PORTAL: 4},
    by_contact_person=True,
    weight=8,
    turns=(
        tech(
            "{greeting} {first}. A sketch of the new desks would help me count sockets. There are six free ports in "
            "your cabinet, so cabling is the only work. Which days would suit?",
            after=(30, 300),
            then=PENDING,
        ),
        customer(
            "Sketch attached, made with love. Any afternoon.", "See photo. Not on a Friday please.", after=(100, 1500)
        ),
        tech(
            "Lovely, that's clear. I've booked {next_day} with our cabling partner. Please have the desks in place "
            "before and label what goes where.",
            after=(30, 200),
            then=PENDING,
            work=remote(15, 25, "Planned move, booked cabling."),
        ),
        tech(
            "Everything at {site} is connected: sockets labelled and measured, PCs and phones on their new places, "
            "each one tested with its owner. The new plan of the cabinet is in your documentation.",
            after=(520, 1100),
            then=RESOLVED,
            work=on_site(150, 260, "Moved workplaces, new sockets patched and tested."),
        ),
    ),
)

XRAY_SENSOR = Story(
    key="imaging-pc",
    titles=("X-ray pictures don't arrive", "Imaging PC: sensor not found", "No image on the screen after X-ray"),
    descriptions=(
        "The X-ray is taken but the picture doesn't show in the {app}. We have a patient waiting.",
        "Imaging PC says sensor not connected. It is connected. Third time this week.",
    ),
    type=INCIDENT,
    priorities={HIGH: 8, CRITICAL: 2},
    sources={AGENT: 9, EMAIL: 1},
    impact=Impact.MAJOR,
    trades=("dental", "vet", "clinic"),
    weight=18,
    vendor="the imaging supplier",
    turns=(
        tech(
            "{greeting} {first}. Pictures are safe on the imaging PC even if they don't show. Please don't take it "
            "again yet; I'm looking at the link between the two programs with you on the line.",
            after=(3, 12),
        ),
        note(
            "Watch folder service stopped: password of its account ran out. Set a managed account, service started, "
            "{count} pictures waiting.",
            after=(5, 25),
        ),
        tech(
            "{count} waiting pictures have just gone across. Could you check that the last ones belong to the right "
            "records?",
            after=(3, 15),
            then=PENDING,
            work=remote(20, 35, "Restored link between imaging and records."),
        ),
        customer(
            "All there and right. Thank you, patient is in the chair.",
            "Yes they're all in the right place.",
            after=(3, 30),
        ),
        tech(
            "Good. The transfer service now runs under an account whose password doesn't run out, and we're told "
            "within five minutes if pictures pile up.",
            after=(5, 40),
            then=RESOLVED,
        ),
    ),
    picks={"count": ("3", "5", "8", "12")},
)

WHITEBOARD = Story(
    key="whiteboard",
    titles=("Whiteboard pen is off", "Interactive board doesn't react", "Board in classroom not calibrated"),
    descriptions=(
        "The board writes about a hand's width left of the pen. I'll use the paper one today, so no hurry.",
        "Touch on the big board doesn't work since the holidays. Picture is fine.",
    ),
    type=PROBLEM,
    priorities={LOW: 6, MEDIUM: 4},
    trades=("school",),
    weight=22,
    occasion="term_start",
    turns=(
        tech(
            "{greeting} {first}. Please press the two buttons at the bottom of the frame together for three seconds "
            "and touch the nine crosses. If no crosses come up, tell me what the light does.",
            after=(15, 120),
            then=PENDING,
        ),
        customer("No crosses. Light is red.", "Crosses came, better but still off at the top.", after=(30, 500)),
        tech(
            "Then the board's program needs renewing, which I can do from here after lessons. Please leave the PC of "
            "the board on.",
            after=(15, 100),
            then=PENDING,
        ),
        tech(
            "Board program and firmware are up to date and calibrated with sixteen points from the service menu. "
            "Please try it before your first lesson; if a corner is still off, I'm at the school on {next_day} anyway.",
            after=(300, 650),
            then=PENDING,
            work=remote(25, 40, "Updated board firmware, recalibrated."),
        ),
        customer("Spot on now. The children noticed as well.", "It's perfect. Thanks!", after=(60, 600)),
        tech(
            "Thank you for trying it so soon. Firmware renewed, board calibrated, nothing left to do.",
            after=(10, 120),
            then=RESOLVED,
        ),
    ),
)

STORIES = (
    POS_TERMINAL,
    CCTV_RECORDER,
    DOOR_ACCESS,
    PHONE_SYSTEM,
    TEAMS_AUDIO,
    OFFICE_MOVE,
    XRAY_SENSOR,
    WHITEBOARD,
)
