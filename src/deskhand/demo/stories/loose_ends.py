"""What is said on tickets that hang: nudges, waits for a vendor, the backlog, and customers who ask for news."""

from deskhand.demo.story import PENDING, customer, note, tech

NO_ANSWER = (
    tech(
        "Hi {first}, just checking whether you had a chance to look at my last message. I'll leave this open for you.",
        "Hello {first}, a short reminder: we can go on as soon as we hear from you. No hurry from our side.",
        "Hi {first}, I tried your extension as well. Please answer here whenever it suits, then I'll pick it up again.",
        after=(900, 2400),
        then=PENDING,
    ),
)

WAITING_FOR_VENDOR = (
    tech(
        "I have passed this to {vendor}, their reference is {ref}. They ask for a few days; I will write as soon as "
        "there is something new.",
        "This needs {vendor}. I have opened a case with them ({ref}) and sent everything they asked for. Until they "
        "answer I am setting the ticket to Pending.",
        after=(15, 90),
        then=PENDING,
    ),
    note(
        "Chased {vendor} by telephone, case {ref} is with their second line. No date yet.",
        "{vendor}: case {ref} acknowledged, they could not reproduce it at first and asked for logs. Sent again.",
        after=(1200, 3000),
        then=PENDING,
    ),
)

BACKLOG = (
    note(
        "No slot this week, keeping it on the list. {senior_first} may take it over if something falls out.",
        "Half done. The rest needs an hour in one piece, which I do not have before {next_day}.",
        "Pushed back behind the migration work. Will tell the customer.",
        after=(60, 240),
    ),
)

CHASE = customer(
    "Hi, is there any news on this?",
    "Any update on this please? We're still waiting.",
    "Sorry to push, but has somebody had a look yet?",
    "Hello, just checking this hasn't been forgotten.",
    after=(0, 0),
)
