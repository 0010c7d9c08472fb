"""The provider with its technicians, and the people who work at its customers, drawn by lot from the seed."""

import unicodedata
from random import Random

from deskhand.core.actor import Role
from deskhand.demo.customers import ACCOUNTS
from deskhand.demo.customers.account import UK, Account
from deskhand.demo.values import Contact, Provider, Technician

PROVIDER = Provider(
    name="Calderbeck IT Services Ltd",
    domain="calderbeck.example",
    address="Unit 6, Foundry Yard, Water Lane",
    city="Leeds",
    zip_code="LS11 0ZZ",
    country=UK,
    phone="+44 113 496 0700",
    time_zone="Europe/London",
)


def _technician(key: str, name: str, job_title: str, role: Role, extension: int) -> Technician:
    first, last = name.split()
    email = f"{first}.{last}@{PROVIDER.domain}".lower()
    return Technician(key, first, last, job_title, role, email, f"+44 113 496 0{extension}")


TECHNICIANS = (
    _technician("t1", "Ruth Abernethy", "Service Director", Role.ADMIN, 701),
    _technician("t2", "Tomasz Wieczorek", "Service Desk Coordinator", Role.DISPATCHER, 702),
    _technician("t3", "Imogen Fairclough", "Senior Engineer", Role.TECHNICIAN, 711),
    _technician("t4", "Dev Malhotra", "Infrastructure Engineer", Role.TECHNICIAN, 712),
    _technician("t5", "Callum Strachan", "Support Engineer", Role.TECHNICIAN, 721),
    _technician("t6", "Nkechi Obiora", "Support Engineer", Role.TECHNICIAN, 722),
    _technician("t7", "Luca Ferrante", "Field Engineer", Role.TECHNICIAN, 723),
    _technician("t8", "Yasmin Halabi", "Accounts and Contracts", Role.BILLING, 731),
    _technician("t9", "Gareth Penhale", "Account Manager", Role.READ_ONLY, 732),
)
# Whom one logs in as, to see everything.
HOST = TECHNICIANS[0]
DISPATCHER = TECHNICIANS[1]
SENIORS = TECHNICIANS[2:4]
ENGINEERS = TECHNICIANS[2:7]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_NAMES = _words(
    "Aisha Alan Alison Amir Anita Annette Arjun Barbara Bilal Bryony Carol Catherine Chiara Chloe Claire Clive Colin "
    "Craig Daniel Darren Debbie Declan Denise Dominic Donna Edwin Eilidh Elaine Eleanor Emeka Emma Esther Farah Fiona "
    "Frances Geoff Gemma Gillian Glen Grace Graham Greta Gwen Hannah Harriet Heather Helen Hugh Ian Ibrahim Ines Iona "
    "Jacqui Jamal Jan Janet Jasmine Jason Jean Joanne Jonah Joyce Karen Kath Keith Kelly Kerry Kieran Kiran Laura "
    "Lesley Liam Linda Lorna Lucy Magda Malcolm Mandy Marcus Margaret Martin Maureen Meera Megan Michelle Mohammed "
    "Moira Nadia Natalie Neil Nicola Nigel Niamh Nina Olga Olive Oscar Pamela Patrick Paula Pauline Peter Phil "
    "Philippa Rachel Rajesh Rebecca Rhona Robert Robyn Rory Rosa Rosemary Ross Sadia Sally Samira Sandra Sean Sharon "
    "Sheila Shona Sian Simon Siobhán Sonia Sophie Stella Steve Stuart Sunita Susan Tariq Theresa Tina Tracey Trevor "
    "Valerie Vera Vikram Wanda Wendy Winston Yusuf Yvonne Zoë"
)
LAST_NAMES = _words(
    "Abbott Adebayo Ainsworth Akhtar Allerton Appleyard Armitage Asante Atherton Bains Barraclough Begum Birtwistle "
    "Blackwood Boateng Bramley Brennan Broadbent Burgess Cairns Calvert Cartwright Chaudhry Clegg Connolly Cowling "
    "Crabtree Crossley Dacre Deakin Desai Dewhirst Dobson Doyle Drummond Dyson Eastwood Entwistle Fairhurst Fawcett "
    "Feeney Firth Fitzgerald Flint Garside Gaunt Ghosh Gilchrist Greenhalgh Grimshaw Hallam Hartley Haworth Hepworth "
    "Hinchliffe Holroyd Hussain Iqbal Iveson Jagger Jarvis Jowett Kaczmarek Kapoor Kaur Kershaw Khan Kilner Lander "
    "Laycock Lockwood Lofthouse Mahmood Marsden Mbeki McAllister McCrae Metcalfe Midgley Murgatroyd Naylor Nowak "
    "O'Brien O'Dowd Oldroyd Osei Oyelowo Pagett Patel Pickersgill Pilling Priestley Quarmby Rafferty Rahman Ramsden "
    "Rigby Rushworth Sandhu Schofield Shackleton Sharma Shaw Sidhu Silcock Sinclair Slater Stansfield Sugden "
    "Sutcliffe Sykes Tattersall Teale Thackray Thornber Threlfall Tordoff Townend Uttley Varley Wadsworth Walmsley "
    "Warburton Whiteley Wigglesworth Wolstenholme Wormald Yeadon Zielinski"
)
GERMAN_FIRST_NAMES = ("Birgit", "Jörn", "Katrin", "Silke", "Torben", "Anke", "Hauke", "Meike")
GERMAN_LAST_NAMES = ("Brodersen", "Clausen", "Drewes", "Lüders", "Petersen", "Schröder", "Thomsen", "Wulff")


def draw_contacts(seed: int) -> tuple[Contact, ...]:
    """Everybody at every customer; depends on the seed alone."""
    rng = Random(seed)  # noqa: S311 - names for a demo, not secrets; a seed must give the same people again
    return tuple(contact for account in ACCOUNTS for contact in _draw_staff(rng, account))


def _draw_staff(rng: Random, account: Account) -> list[Contact]:
    first_names = GERMAN_FIRST_NAMES if account.german else FIRST_NAMES
    last_names = GERMAN_LAST_NAMES if account.german else LAST_NAMES
    # Drawn without repeats: two of the same first name at one customer would share an address and confuse a story.
    firsts = rng.sample(first_names, account.people)
    lasts = rng.sample(last_names, account.people)
    extensions = rng.sample(range(100, 1000), account.people)
    return [_draw_contact(rng, account, i, firsts[i], lasts[i], extensions[i]) for i in range(account.people)]


def _draw_contact(rng: Random, account: Account, index: int, first: str, last: str, extension: int) -> Contact:
    titles = account.job_titles
    mobile = f"+44 7700 900{rng.randrange(1000):03d}"
    has_mobile = rng.random() < 0.5 and not account.german  # 07700 900 is a British range for fiction
    return Contact(
        key=f"{account.customer.key}-{index + 1:02d}",
        customer=account.customer.key,
        first_name=first,
        last_name=last,
        job_title=titles[min(index, len(titles) - 1)],
        email=_email(account, first, last),
        phone=f"{account.phone_prefix}{extension}",
        mobile_phone=mobile if has_mobile else "",
        is_contact_person=index < account.contact_persons,
    )


def _email(account: Account, first: str, last: str) -> str:
    local = {"first.last": f"{first}.{last}", "f.last": f"{first[0]}.{last}", "first": first}[account.email_style]
    return f"{_plain(local)}@{account.customer.domain}"


def _plain(name: str) -> str:
    """Lower-case ASCII letters and dots, as mail addresses are given out: Siobhán O'Brien is siobhan.obrien."""
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return letters.replace("'", "")
