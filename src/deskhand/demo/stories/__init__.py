"""All incident stories, gathered from the modules that hold them by theme."""

from deskhand.demo.stories import accounts, business, devices, mail, network, premises, printing, security, servers
from deskhand.demo.story import Story

STORIES: tuple[Story, ...] = (
    *mail.STORIES,
    *accounts.STORIES,
    *devices.STORIES,
    *printing.STORIES,
    *network.STORIES,
    *security.STORIES,
    *servers.STORIES,
    *business.STORIES,
    *premises.STORIES,
)
