// From journalctl(1) and public reports: no journal could be run where the other systemd samples were seen.

export const NO_ENTRIES = "-- No entries --";

/** A person outside the groups adm and systemd-journal: exit 1. */
export const NO_RIGHTS =
  "Hint: You are currently not seeing messages from other users and the system.\n" +
  "      Users in groups 'adm', 'systemd-journal' can see all messages.\n" +
  "      Pass -q to turn off this notice.\n" +
  "No journal files were opened due to insufficient permissions.";
