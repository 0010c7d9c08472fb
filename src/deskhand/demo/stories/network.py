"""Stories about lines, Wi-Fi, names and certificates."""

from deskhand.core.ticket import Impact
from deskhand.demo.story import (
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

VPN_DROPS = Story(
    key="vpn-drops",
    titles=(
        "VPN drops at home",
        "VPN disconnects every {minutes} minutes",
        "Can't stay connected when working from home",
        "VPN problem",
    ),
    descriptions=(
        "When I work from home the VPN throws me out about every {minutes} minutes. The internet itself is fine, I "
        "can stream films.",
        "VPN says 'negotiation failed' and then connects at the third try. Then it drops in the middle of the {app}.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 7, LOW: 2, HIGH: 1},
    weight=18,
    turns=(
        tech(
            "{greeting} {first}. Which provider and router do you have at home, and are you on cable or Wi-Fi when it "
            "drops? The firewall shows your connection ending from your side.",
            after=(10, 90),
            then=PENDING,
        ),
        customer(
            "The grey router from the phone company. Wifi, I am two rooms away.",
            "Wifi. The router is new, they swapped it a month ago.",
            after=(20, 400),
        ),
        tech(
            "That router ends long UDP sessions to save power. I'd like to change your VPN profile to TCP, which it "
            "leaves alone. You'd need to be connected to anything but the VPN for five minutes.",
            after=(15, 90),
            then=PENDING,
        ),
        customer("Ok you can do it now.", "Go ahead, I'm on my phone meanwhile.", after=(10, 300)),
        note("Profile moved to TCP 443, keepalive 20 s. Will watch the session log for two hours.", after=(10, 30)),
        tech(
            "Your new VPN profile has held for over two hours without a drop, {first}. The old one is removed, so "
            "there is only one to click.",
            "No drop since the change: one session, 140 minutes. I changed the profile to TCP 443 with a shorter "
            "keepalive.",
            after=(110, 160),
            then=RESOLVED,
            work=remote(25, 45, "Changed VPN profile, watched session."),
        ),
    ),
    relapse=(
        customer("Had two drops again this morning, shorter though.", after=(400, 1100)),
        senior(
            "I looked at both drops: your laptop changed between two Wi-Fi bands. I've fixed it to the nearer one at "
            "your house, and the VPN now survives a short gap. Please tell us at once if it happens again.",
            after=(30, 120),
            then=RESOLVED,
            work=remote(20, 40, "Adjusted Wi-Fi driver, enabled session resume."),
        ),
    ),
    picks={"minutes": ("10", "15", "20", "30")},
)

WAREHOUSE_WIFI = Story(
    key="warehouse-wifi",
    titles=("Scanners lose Wi-Fi in the {aisle}", "WiFi dead spots", "Handhelds drop out in the {aisle}"),
    descriptions=(
        "The handheld scanners lose the connection in the {aisle} and we have to walk back to the door. Since we "
        "moved the racks.",
        "No wifi in the {aisle}. The lads are writing things on cardboard.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 6, HIGH: 3},
    trades=("haulage", "factory", "brewery", "bakery", "charity"),
    weight=14,
    turns=(
        tech(
            "{greeting} {first}. On the map, access point {ap} near the {aisle} shows no clients. Is the light on it "
            "blue, and is anything new hanging in front of it?",
            after=(10, 70),
            then=PENDING,
        ),
        customer(
            "No light at all. There's a new rack right under it.",
            "It's blue but it is behind the new racking now, full of metal.",
            after=(20, 240),
        ),
        note(
            "Metal racking between {ap} and the {aisle}. Survey needed; suggest moving it to the column and adding "
            "one.",
            after=(10, 60),
            then=PENDING,
        ),
        tech(
            "I'd like to measure it properly: on {next_day} I come with the survey kit and a spare access point. You "
            "can work on meanwhile.",
            after=(10, 60),
            then=PENDING,
        ),
        tech(
            "Moved {ap} to the column and added a second access point for the {aisle}. I walked every row with one of "
            "your handhelds: no drop, and the weakest place now has twice the signal it needs.",
            after=(500, 1200),
            then=RESOLVED,
            work=on_site(120, 210, "Wi-Fi survey, moved and added access point, walk test."),
        ),
    ),
    picks={
        "aisle": ("far aisle", "cold room", "goods-in bay", "back corner", "mezzanine"),
        "ap": ("AP-03", "AP-05", "AP-07"),
    },
)

LINE_DOWN = Story(
    key="line-down",
    titles=(
        "{company}: internet line down",
        "Line down at {company} - failover active",
        "Primary WAN unreachable, {company}",
    ),
    descriptions=(
        "Monitor: primary WAN of {company} unreachable.\nLast good check: {secs} s ago\nFailover: mobile backup "
        "active\nPacket loss: 100 %",
    ),
    type=INCIDENT,
    priorities={CRITICAL: 4, HIGH: 6},
    sources={API: 1},
    impact=Impact.SITE_DOWN,
    alarm=True,
    weight=8,
    vendor="the line provider",
    turns=(
        note(
            "Router answers over the backup, primary has no light. Fault raised with the carrier, their reference "
            "{ref}.",
            after=(4, 12),
        ),
        tech(
            "We have seen that your main internet line is down. Your site is running on the mobile backup: slower, "
            "but working. The fault is with the line provider, reference {ref}; large downloads are best left until "
            "it is back.",
            after=(4, 15),
        ),
        note("Carrier: {cause}, engineer on the way.", after=(20, 70)),
        tech(
            "Your main line is up again and traffic has gone back to it. The cause was {cause}. Nothing needs to be "
            "restarted; we watched the line for half an hour and it has been clean.",
            after=(25, 70),
            then=RESOLVED,
            work=remote(30, 60, "Raised line fault, watched failover and return."),
        ),
    ),
    picks={
        "secs": ("75", "90", "120", "180"),
        "cause": ("a power failure in the street cabinet", "a failed card in the exchange", "a cut cable"),
    },
)

EXPIRED_CERTIFICATE = Story(
    key="expired-certificate",
    titles=(
        "Website not secure warning",
        "Certificate expired",
        "'Your connection is not private' when opening the {app}",
        "Red padlock on our remote page",
    ),
    descriptions=(
        "When I open the {app} the browser says the connection is not private and I have to click Advanced. Is it "
        "safe?",
        "Customers ring us that our page shows a warning 'not secure'. It was fine yesterday.",
    ),
    type=INCIDENT,
    priorities={HIGH: 6, MEDIUM: 3},
    weight=9,
    turns=(
        tech(
            "{greeting} {first}, thank you for not clicking it away. The certificate of your web server ran out at "
            "midnight. Nobody has broken in; I'm renewing it now.",
            after=(5, 30),
        ),
        note(
            "Renewal failed because port 80 was closed in the last firewall change. Opened for the challenge only, "
            "renewed, valid for 90 days.",
            "Automatic renewal was still pointed at the old server. Corrected the job, renewed, valid for 90 days.",
            after=(10, 40),
            work=remote(20, 40, "Renewed certificate, repaired automatic renewal."),
        ),
        tech(
            "The new certificate is in place. Please close the browser completely and open the page once more: is the "
            "warning gone?",
            after=(3, 15),
            then=PENDING,
        ),
        customer("Gone. Phew.", "Yes no more warning, thanks for the quick help.", after=(4, 90)),
        tech(
            "Good. The certificate of your web server is renewed, the automatic renewal repaired, and our monitoring "
            "now warns us twenty-one days before the end, so you shouldn't see this page again.",
            after=(5, 45),
            then=RESOLVED,
        ),
    ),
)

FIREWALL_CHANGE = Story(
    key="firewall-change",
    titles=(
        "Firewall rule for {vendor_name}",
        "Please open a port for {vendor_name}",
        "Remote access for {vendor_name}",
    ),
    descriptions=(
        "I am told that {vendor_name} need access to {server} to install their update. They say you must open port "
        "{port}. Can it be done soon?",
        "See below from {vendor_name}, they want a port opened. No idea what that means, please deal with them "
        "directly.",
    ),
    type=CHANGE,
    priorities={LOW: 5, MEDIUM: 5},
    sources={EMAIL: 7, PORTAL: 3},
    by_contact_person=True,
    weight=11,
    turns=(
        tech(
            "{greeting} {first}. I wouldn't open port {port} to the whole internet. I've asked {vendor_name} for the "
            "address they come from and for how long they need it. Do you approve access for them as such?",
            after=(20, 240),
            then=PENDING,
        ),
        customer(
            "Approved. They say they need it till the end of the month.",
            "Yes approved, they have a contract with us. They answered with their address, see below.",
            after=(60, 900),
        ),
        senior(
            "The rule is planned for after your office hours: their address only, port {port} to {server} only, with "
            "an end date. I'll confirm in the morning.",
            after=(20, 180),
            then=PENDING,
        ),
        senior(
            "Done: {vendor_name} connected for a test and everything else stays closed. The rule switches itself off "
            "at the end of the month; the change is written up with a way back in your documentation.",
            after=(540, 800),
            then=RESOLVED,
            work=remote(25, 45, "Planned, applied and documented firewall rule with end date."),
        ),
    ),
    picks={
        "vendor_name": (
            "the till supplier",
            "the software house",
            "the alarm company",
            "the machine maker",
            "the payroll bureau",
        ),
        "port": ("8443", "3389", "5432", "4343"),
    },
)

DNS_CHANGE = Story(
    key="dns-change",
    titles=("DNS change for new website", "Our web agency needs DNS records", "Please point {domain} to the new site"),
    descriptions=(
        "The agency has the new website ready and asks for an A record and something called TXT. Their mail is below. "
        "Go-live on {next_day}.",
        "Please change the DNS of {domain} as the agency describes. Email must keep working, that's the main thing!",
    ),
    type=CHANGE,
    priorities={MEDIUM: 6, LOW: 4},
    sources={EMAIL: 8, PORTAL: 2},
    by_contact_person=True,
    weight=8,
    turns=(
        tech(
            "{greeting} {first}, thanks. Their list would also move your mail to their server, which you don't want. "
            "I'll set only the two records for the site and leave mail alone. Shall I go ahead when the agency gives "
            "the word?",
            after=(20, 200),
            then=PENDING,
        ),
        customer(
            "Good spot. Yes please, they are ready.", "Oh no, definitely keep the mail. Yes go ahead.", after=(30, 600)
        ),
        senior(
            "Both records are set. It takes up to an hour until everybody sees the new site; we lowered the waiting "
            "time beforehand. Mail records are untouched.",
            after=(15, 90),
            then=PENDING,
            work=remote(20, 30, "Changed A and TXT records, checked mail records."),
        ),
        customer(
            "New site is there on my phone and on the PC.", "We see it. And emails come in, I checked.", after=(60, 400)
        ),
        tech(
            "Same from here, from three networks. So: {domain} points to the new site, mail is unchanged, and the old "
            "values are kept with this ticket in case you need to go back.",
            after=(10, 60),
            then=RESOLVED,
        ),
    ),
)

DOMAIN_EXPIRING = Story(
    key="domain-expiring",
    titles=("Domain {domain} expires soon", "Renewal of {domain}"),
    descriptions=(
        "We got this email that {domain} runs out in three weeks and we should pay at the link. Is it genuine?",
        "Who pays for our domain? I have a letter here with a price that seems very high.",
    ),
    type=REQUEST,
    priorities={LOW: 6, MEDIUM: 4},
    sources={EMAIL: 9, PORTAL: 1},
    by_contact_person=True,
    weight=7,
    turns=(
        tech(
            "{greeting} {first}, please don't pay that one: it is not your registrar, it only looks like it. The "
            "domain really does run out in {days} days, and we hold it for you. Shall I renew for one year or for "
            "three?",
            after=(15, 180),
            then=PENDING,
        ),
        customer("Three please. Glad I asked.", "One year is fine. How cheeky of them.", after=(60, 1200)),
        tech(
            "Your domain {domain} is renewed, with the registrar lock on and automatic renewal switched on for the "
            "future. The real invoice comes with your next monthly statement.",
            after=(20, 200),
            then=RESOLVED,
            work=remote(10, 15, "Renewed domain, switched on lock and auto-renewal.", billable=False),
        ),
    ),
    picks={"days": ("19", "24", "31", "40")},
)

GUEST_WIFI = Story(
    key="guest-wifi",
    titles=("Guest WiFi not working", "Guests complain about Wi-Fi", "Guest network: login page does not appear"),
    descriptions=(
        "Visitors connect to the guest wifi but the page with the code doesn't come up. Third complaint today.",
        "Guest wifi is useless at {site} since this morning, ours is fine.",
    ),
    type=PROBLEM,
    priorities={MEDIUM: 6, HIGH: 3},
    trades=("hotel", "dental", "clinic", "bakery", "brewery", "vet", "estate agent"),
    weight=12,
    turns=(
        tech(
            "{greeting} {first}, I'm sorry for your guests. The welcome page is answered by a service that hung; I'm "
            "restarting it. Please try with your own phone in five minutes.",
            after=(5, 30),
            then=PENDING,
        ),
        customer(
            "Page comes up now but it's slow.", "Works on my phone. Can it not do that again please.", after=(10, 90)
        ),
        note(
            "Address pool was full: {leases} leases of 200, lease time one week. Shortened to four hours, pool "
            "doubled.",
            after=(10, 60),
            work=remote(20, 35, "Restarted portal service, enlarged address pool."),
        ),
        tech(
            "I found why it hung: phones kept their address for a week and the pool ran dry at busy times. They now "
            "give it back after four hours, and there are twice as many. It's quick again at {site}.",
            after=(10, 60),
            then=RESOLVED,
        ),
    ),
    picks={"leases": ("198", "199", "200")},
)

STORIES = (
    VPN_DROPS,
    WAREHOUSE_WIFI,
    LINE_DOWN,
    EXPIRED_CERTIFICATE,
    FIREWALL_CHANGE,
    DNS_CHANGE,
    DOMAIN_EXPIRING,
    GUEST_WIFI,
)
