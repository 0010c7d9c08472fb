"""Every public call of the clients, each in one case at least."""

from tests.client.cases_beside import BESIDE, WORK
from tests.client.cases_of_people import PEOPLE
from tests.client.cases_of_tickets import TICKETS

CASES = (*TICKETS, *PEOPLE, *WORK, *BESIDE)
