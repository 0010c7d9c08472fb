"""Stories about people's accounts: joining, leaving, signing in, reaching shared files."""

from deskhand.demo.story import (
    AGENT,
    CHANGE,
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
    senior,
    tech,
)

NEW_STARTER = Story(
    key="new-starter",
    titles=(
        "New starter: {starter}",
        "{starter} joining us, needs an account",
        "New starter form {starter}",
    ),
    descriptions=(
        "{starter} joins us next week ({post}). Please set up email and the usual folders, same as {colleague}. They "
        "will use a PC that is already here.",
        "We have a new {post} starting, name is {starter}. Needs email, the {app}, and the same permissions as "
        "{colleague_full}. Let me know if you need more.",
    ),
    type=REQUEST,
    priorities={LOW: 6, MEDIUM: 4},
    sources={PORTAL: 6, EMAIL: 4},
    by_contact_person=True,
    weight=16,
    turns=(
        tech(
            "{greeting} {first}, thank you. Three things before I start: the first day, a mobile number for the "
            "sign-in set-up, and may the licence be added to your monthly invoice?",
            "{greeting} {first}, happy to. Please tell me the start date, whether remote access is needed, and that "
            "the extra Microsoft 365 licence is approved.",
            after=(20, 200),
            then=PENDING,
        ),
        customer(
            "Monday at 9. Licence is fine. Mobile number to follow, they are just getting one.",
            "First of the month, no remote access for now, licence approved. Thanks.",
            "Starts on Monday. Yes to the licence. I'll send the mobile by separate email.",
            after=(60, 900),
        ),
        note(
            "Account created from the template for {company}, licence assigned, groups copied from {colleague_full} "
            "except HR. Welcome letter drafted.",
            after=(30, 200),
            work=remote(35, 60, "Created account, licence, groups, mail signature."),
        ),
        tech(
            "All ready, {first}. The account, the mailbox and the {app} login for {starter} exist, and {device} has "
            "been signed in once so that nothing is slow on the first morning. The welcome letter with the first "
            "password goes to you by separate mail.",
            after=(20, 120),
            then=RESOLVED,
            work=remote(15, 30, "Prepared PC profile, sent welcome letter."),
        ),
    ),
    relapse=(
        customer(
            "{starter} is here but cannot open the shared drive, only their own folder.",
            "One thing missing: no access to the {app} for {starter}, it says no licence.",
            after=(300, 1100),
        ),
        tech(
            "My apologies to both of you. One group was missing from the copy; I have added it and watched {starter} "
            "sign in. Everything on the form has now been ticked off.",
            after=(10, 60),
            then=RESOLVED,
            work=remote(10, 20, "Added missing group, tested with the user.", billable=False),
        ),
    ),
    picks={
        "starter": (
            "Leah Ormerod",
            "Ben Tranter",
            "Parveen Sohal",
            "Josh Kettlewell",
            "Ola Adeleke",
            "Fern Hollis",
            "Maciej Duda",
            "Tamsin Reeve",
            "Harun Aziz",
            "Becky Lomas",
            "Isaac Mensah",
            "Carys Probert",
        ),
        "post": ("assistant", "apprentice", "part-time administrator", "team leader", "trainee"),
    },
)

LEAVER = Story(
    key="leaver",
    titles=(
        "Leaver: {leaver}",
        "{leaver} has left - please close account",
        "Please disable {leaver}'s login",
    ),
    descriptions=(
        "{leaver} finished last week. Please close the account and send the emails to {colleague}.",
        "{leaver} left us today, can you disable the login straight away. We may need the files later.",
    ),
    type=CHANGE,
    priorities={MEDIUM: 5, HIGH: 3, LOW: 2},
    sources={PORTAL: 6, EMAIL: 4, AGENT: 1},
    by_contact_person=True,
    weight=11,
    turns=(
        tech(
            "{greeting} {first}. Sign-in for {leaver} is blocked as of now and all sessions are signed out. Should "
            "the mailbox become a shared one for {colleague}, and what about the mobile phone?",
            "{greeting} {first}, understood. I have blocked the sign-in and changed the password. Who takes over the "
            "mailbox, and how long should we keep it?",
            after=(10, 60),
            then=PENDING,
            work=remote(10, 15, "Blocked sign-in, revoked sessions."),
        ),
        customer(
            "Shared with {colleague} please, 3 months. Phone has been handed in.",
            "{colleague} should get it. Phone is in my drawer, can you wipe it.",
            after=(30, 600),
        ),
        tech(
            "Done: the mailbox is shared with {colleague}, an automatic reply gives the new address, the files went "
            "to the team folder 'Leavers', and the work profile on the phone is wiped. The licence is free again from "
            "the next invoice.",
            after=(30, 200),
            then=RESOLVED,
            work=remote(20, 40, "Converted mailbox, moved files, wiped phone, released licence."),
        ),
    ),
    picks={
        "leaver": (
            "Dean Colley",
            "Marianne Boyes",
            "Kofi Amoah",
            "Tricia Hobbs",
            "Leon Fraser",
            "Judith Askew",
            "Sam Wardle",
            "Nasreen Mir",
            "Phil Catton",
        ),
    },
)

MFA_LOST_PHONE = Story(
    key="mfa-lost-phone",
    titles=(
        "New phone, can't log in any more",
        "Lost my phone - authenticator",
        "Code for sign in goes to my old phone",
        "Locked out: authenticator on broken phone",
    ),
    descriptions=(
        "I got a new phone at the weekend and now the login wants a number from the app on the old one. The old one "
        "is gone. I can't get into anything.",
        "My phone fell in the sink and is dead. Can't approve the login to email. {colleague} is writing this for me.",
        "I have lost my phone. Please can you reset the code thing so I can log on.",
    ),
    type=PROBLEM,
    priorities={HIGH: 5, MEDIUM: 4},
    sources={AGENT: 6, EMAIL: 2, PORTAL: 2},
    weight=15,
    turns=(
        tech(
            "{greeting} {first}. Before I reset a sign-in I need to know that it's you: I'm ringing the number we "
            "hold for you at {company} now. Please pick up.",
            "{greeting} {first}, we can sort that quickly. I'll ring you back on the number on file to confirm it's "
            "you.",
            after=(4, 25),
            then=PENDING,
        ),
        customer(
            "That was quick, thanks. I'm in front of the PC now.",
            "Thanks for ringing. New phone is charged and I have the app.",
            after=(5, 60),
        ),
        note(
            "Identity confirmed by call back to the number on file. Old methods removed, sessions revoked.",
            after=(3, 15),
        ),
        tech(
            "Your new phone is registered, {first}, and we tested one sign-in together. I also printed you two "
            "one-time codes; keep them away from the phone. The old phone can no longer approve anything.",
            "You're back in: the authenticator runs on the new phone, the old one is removed and signed out "
            "everywhere. Your company data on the lost phone has been wiped remotely.",
            after=(8, 30),
            then=RESOLVED,
            work=remote(15, 25, "Verified identity, reset sign-in methods, enrolled new phone."),
        ),
    ),
)

LOCKED_OUT = Story(
    key="locked-out",
    titles=(
        "Locked out of my PC",
        "Password expired and new one not accepted",
        "Can't log in this morning",
        "Account locked",
    ),
    descriptions=(
        "It says my account is locked. I tried my password a few times, maybe too often.",
        "It asked me to change the password and now neither the old nor the new one works.",
        "Cannot log in, 'the referenced account is currently locked out'. Need to get on as I open up.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 5, HIGH: 4},
    sources={AGENT: 8, EMAIL: 1, PORTAL: 1},
    weight=18,
    turns=(
        tech(
            "{greeting} {first}, as agreed on the phone I have unlocked your account. Please try again with the new "
            "password, slowly, and mind Caps Lock.",
            "{greeting} {first}. I rang you back on your direct line and unlocked the account. Please sign in at "
            "{device} and tell me whether it works.",
            after=(3, 15),
            then=PENDING,
            work=remote(5, 10, "Confirmed identity by call back, unlocked account.", billable=False),
        ),
        customer(
            "In! Thank you. It locked again for a second but now it's ok.",
            "Works. Why does it do that?",
            "I'm in now, cheers.",
            after=(3, 30),
        ),
        tech(
            "Good. Your phone was still trying the old password in the background and locked the account again. I "
            "have signed it out of the mailbox; enter the new password there once and it will stay quiet.",
            "The lock came from a saved old password on {device}, which I have removed. Nothing else was affected.",
            after=(5, 30),
            then=RESOLVED,
            work=remote(5, 15, "Traced source of bad passwords, cleared saved credentials."),
        ),
    ),
)

SHAREPOINT_PERMISSIONS = Story(
    key="sharepoint-permissions",
    titles=(
        "Can't open the {folder} folder",
        "SharePoint: access denied on {folder}",
        "No access to {folder}",
    ),
    descriptions=(
        "When I click on the {folder} folder in SharePoint it says I need permission. I was in there last week.",
        "I need the {folder} folder for something that {colleague} started. It says access denied.",
    ),
    type=REQUEST,
    priorities={MEDIUM: 5, LOW: 5},
    weight=14,
    turns=(
        tech(
            "{greeting} {first}. The {folder} folder belongs to {boss} and someone has taken it out of the general "
            "permissions, I think on purpose. I've asked whether you should be in it.",
            after=(15, 120),
            then=PENDING,
        ),
        customer(
            "{boss} says it was a mistake and everyone on our side should have it.",
            "Yes that's agreed with {boss}, please go ahead.",
            after=(30, 500),
        ),
        tech(
            "Fixed. I put the folder back under the team's group instead of naming people one by one, so the next "
            "change will not leave anybody out. You have edit rights; please sync again if you use the folder in "
            "Explorer.",
            "You should be in now. Access to {folder} runs through the team's group again, so newcomers get it by "
            "themselves. Open it in the browser first; Explorer follows within the hour.",
            after=(15, 120),
            then=RESOLVED,
            work=remote(15, 30, "Restored group permissions on folder, removed single shares."),
        ),
    ),
    picks={
        "folder": (
            "Policies",
            "Contracts",
            "Rotas",
            "Finance",
            "Health and Safety",
            "Suppliers",
            "Photos",
            "Board papers",
        )
    },
)

ONEDRIVE_SYNC = Story(
    key="onedrive-sync",
    titles=("OneDrive not syncing", "Red cross on my files", "Files on laptop older than on the PC"),
    descriptions=(
        "There's a red cross on the cloud and the spreadsheet on my laptop is from last week. On the PC it's right.",
        "OneDrive says sync issues ({count} files). I am scared to lose my changes.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 6, LOW: 4},
    weight=12,
    turns=(
        tech(
            "{greeting} {first}. Don't worry, the newer version is safe in the cloud. Please leave the laptop "
            "switched on and don't delete anything; I'll connect and look which files are stuck.",
            after=(10, 60),
        ),
        note(
            "Path of the folder is longer than the limit, {count} files stuck, and one workbook open on two machines. "
            "Copied local versions aside before touching anything.",
            after=(15, 60),
        ),
        tech(
            "OneDrive is green again. {count} files sat in a folder with too long a name; I shortened it to "
            "'Projects'. One workbook existed twice, so I kept both: please compare the one ending in {device} and "
            "delete it if you don't need it.",
            after=(15, 60),
            then=PENDING,
            work=remote(25, 45, "Cleared sync errors, shortened path, saved conflicting copies."),
        ),
        customer(
            "Compared, nothing missing. You can close this.", "Looks good, deleted the double one.", after=(30, 600)
        ),
        tech(
            "Thank you. The sync has had no errors since, so I'm closing this: path shortened, {count} files synced, "
            "conflict sorted out.",
            after=(5, 60),
            then=RESOLVED,
        ),
    ),
    picks={"count": ("7", "12", "23", "41", "118")},
)

TABLET_ENROLMENT = Story(
    key="tablet-enrolment",
    titles=(
        "{number} new tablets to set up",
        "Set up tablets for {site}",
        "New iPads have come, can you enrol them",
    ),
    descriptions=(
        "The {number} tablets have come. Could you set them up like the others, only the apps we use, no app store.",
        "We bought {number} tablets for {site}. They need the wifi, the {app} and nothing else. No hurry but they're "
        "in my way.",
    ),
    type=REQUEST,
    priorities={LOW: 7, MEDIUM: 2},
    sources={EMAIL: 5, PORTAL: 5},
    trades=("bakery", "school", "hotel", "clinic", "brewery", "haulage", "factory", "charity"),
    by_contact_person=True,
    weight=9,
    occasion="term_start",
    turns=(
        tech(
            "{greeting} {first}. Please send me the serial numbers, a photo of the boxes is fine, and don't switch "
            "them on yet: they enrol by themselves at the first start once I have registered them.",
            after=(20, 200),
            then=PENDING,
        ),
        customer(
            "Photos attached. One box had already been opened, hope that is ok.",
            "Here are the numbers. They stay in the cupboard till you say so.",
            after=(60, 900),
        ),
        note(
            "Serials registered, profile '{company} shared tablet' assigned, the {app} pushed. The opened one needs a "
            "reset on site.",
            after=(30, 200),
            work=remote(30, 50, "Registered serial numbers, built tablet profile."),
        ),
        tech(
            "Everything is prepared. {senior_first} or I will come on {next_day} and start them all with you.",
            after=(10, 60),
            then=PENDING,
        ),
        tech(
            "All {number} tablets are enrolled, labelled and on the wireless network at {site}. They open straight "
            "into the {app}; the code for the settings is with {boss}.",
            after=(500, 1000),
            then=RESOLVED,
            work=on_site(60, 120, "Enrolled and labelled tablets, trained two people."),
        ),
    ),
    picks={"number": ("four", "five", "six", "eight", "ten")},
)

ROLE_CHANGE = Story(
    key="role-change",
    titles=("{colleague} changes department", "New role for {colleague_full}", "Permissions after promotion"),
    descriptions=(
        "{colleague_full} moves to a new role from Monday. Please give the rights of the new team and take away the "
        "old ones. I am not sure what they have at the moment.",
    ),
    type=CHANGE,
    priorities={LOW: 6, MEDIUM: 3},
    sources={PORTAL: 5, EMAIL: 5},
    by_contact_person=True,
    weight=6,
    turns=(
        tech(
            "{greeting} {first}. I have listed what {colleague} can reach today: two shared mailboxes, five "
            "SharePoint folders, the {app} and the VPN. Which of these should stay?",
            after=(30, 240),
            then=PENDING,
            work=remote(15, 25, "Listed present permissions.", billable=False),
        ),
        customer(
            "Keep the VPN and the {app}, everything else as the others in the new team.",
            "Please remove both mailboxes. The folders can stay until the handover is done.",
            after=(60, 900),
        ),
        senior(
            "Changed as agreed: new team's groups added, old mailboxes removed, job title and department updated in "
            "the directory. {colleague} needs to sign out and in once. We keep the old list with this ticket in case "
            "something is missed.",
            after=(30, 240),
            then=RESOLVED,
            work=remote(20, 35, "Moved user between role groups, updated directory."),
        ),
    ),
)

STORIES = (
    NEW_STARTER,
    LEAVER,
    MFA_LOST_PHONE,
    LOCKED_OUT,
    SHAREPOINT_PERMISSIONS,
    ONEDRIVE_SYNC,
    TABLET_ENROLMENT,
    ROLE_CHANGE,
)
