"""Random exports that are legal and nasty: ties, blanks, odd words, clock changes, repeated rows, several files."""

import csv
import os
import random

# Small stories about rules that random exports meet too seldom.
STORIES = {
    "withdrawn": {
        # Ana talks already when Bo is rung and when Cem, who was not Connected before, takes it from Dee.
        "segments.csv": """interaction_id,segment_id,user_id,reason,event,status,started_at,ended_at
w1,1,ana,,,Connected,2026-11-20T10:00:00Z,2026-11-20T10:01:00Z
w1,2,bo,Ring,,Pending,2026-11-20T10:01:00Z,2026-11-20T10:01:20Z
w1,3,ana,,,Connected,2026-11-20T10:01:20Z,2026-11-20T10:02:00Z
w1,4,dee,Ring,,Pending,2026-11-20T10:02:00Z,2026-11-20T10:02:20Z
w1,5,cem,,,Connected,2026-11-20T10:02:20Z,2026-11-20T10:03:00Z
w1,6,,,,Completed,2026-11-20T10:03:00Z,2026-11-20T10:03:00Z
w2,1,bo,Ring,,Pending,2026-11-20T11:00:00Z,2026-11-20T11:00:20Z
w2,2,cem,Ring,,Pending,2026-11-20T11:00:10Z,2026-11-20T11:00:30Z
w2,3,cem,,,Connected,2026-11-20T11:00:30Z,2026-11-20T11:00:40Z
w3,1,,Transfer,,Open,2026-11-20T12:00:00Z,
w3,2,bo,Ring,Ignored,Pending,2026-11-20T12:00:01Z,
w3,3,,Transfer,,Open,2026-11-20T12:00:05Z,
w3,4,ana,,,Connected,2026-11-20T12:00:09Z,
w3,5,cem,Transfer,,Connected,2026-11-20T12:00:19Z,
w4,1,,,,Bot,2026-11-20T13:00:00Z,
w4,2,,,,Unheard of,2026-11-20T13:00:09Z,
w4,3,,,,Completed,2026-11-20T13:00:29Z,
w5,1,,,,Bot,2026-11-20T13:00:00Z,
w5,2,,,,Completed,2026-11-20T13:00:29Z,
"""
    },
    "silent": {
        # Nothing says what happened: no reason, status or event.
        "segments.csv": """interaction_id,user_id,started_at,duration
s1,ana,2026-11-20T10:00:00Z,10
s2,bo,2026-11-20T10:00:00Z,1:05
""",
        "interactions.csv": "interaction_id,created_at,completed_at\ns1,2026-11-20T09:59:00Z,2026-11-20T10:01:00Z\n",
    },
}

STATUSES = ["Creating", "Open", "Bot", "Pending", "ringing", "Connected", "In Progress", "Hold", "on-hold", "WrapUp", "Wrap-Up",
            "wrap up", "Completed", "closed", "Parked", "", "", "NULL", "?!"]
EVENTS = ["", "", "", "Accepted", "answer", "Rejected", "ignored", "No Answer", "clear", "Hello", "\\N"]
REASONS = ["", "", "Ring", "offered", "Transfer", "Blind transfer", "Created", "Queued, again", 'say "so"', "a\nb"]
DIRECTIONS = ["Inbound", "inbound", "IN-BOUND", "Outbound", "", "Internal"]
TYPES = ["Phone", "phone", "Chat", "", "E-Mail", "email"]
IDS = ["a", "B", "a1", "ä", "user, one", "u' x", "x@y.de", "  z  ", "", "", ""]
# Around changes of Berlin's clocks, and at midnights.
STARTS = [1_774_745_400, 1_792_886_400, 1_792_890_000, 1_772_319_570, 1_795_129_180, 1_795_042_790]


def exports(seed):
    """The files of random exports, and the options to read them with."""
    dice = random.Random(seed)
    zone = dice.choice(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])
    is_civil = dice.random() < 0.3
    unit = dice.choice(["duration", "duration", "duration_ms", "duration_minutes", "clock"])
    options = ["--tz", dice.choice([zone, "UTC", "Europe/Berlin"])] + (["--input-tz", zone] if is_civil else [])
    optional = [column for column in ["segment_id", "queue_id", "user_id", "communication_type", "direction", "reason", "event",
                                      "status", "previous_status", "ended_at", unit, "completion_display", "sequence"]
                if dice.random() < (0.3 if column == "sequence" else 0.86)]
    columns = ["interaction_id", "started_at", *optional]
    dice.shuffle(columns)
    ids = [f"{dice.choice('abcÄ')}{number}" for number in range(dice.choice([3, 30, 60]))]
    rows = [segment for id in ids for segment in segments(dice, id, is_civil, unit)]
    dice.shuffle(rows)
    # Some come twice, as they are.
    rows += [dict(row) for row in dice.sample(rows, len(rows) // 15)]
    parts = dice.choice([1, 1, 2, 3])
    files = {f"segments ({part + 1}).csv": table(dice, columns, rows[part::parts]) for part in range(parts)}
    if dice.random() < 0.8:
        files["interactions.csv"] = interactions(dice, ids, is_civil)
    if dice.random() < 0.8:
        names = ["user_id", "first_name", "last_name", "email"]
        users = [dict(zip(names, [id.strip(), dice.choice(["Ana", "", "Bo"]), dice.choice(["Li", ""]), dice.choice(["", "a@b.c"])]))
                 for id in IDS if id.strip() and dice.random() < 0.8]
        files["users.csv"] = table(dice, names, users)
    if dice.random() < 0.8:
        queues = [{"queue_id": id.strip(), "name": dice.choice(["Billing", "", "Sales > Süd"])} for id in IDS if id.strip()]
        files["queues.csv"] = table(dice, ["queue_id", "name"], queues + queues[:2])
    if dice.random() < 0.5:
        files["organizations.csv"] = "account_id,name,time_zone\no1,Acme,\no2,,\n"
    return files, options


def segments(dice, id, is_civil, unit):
    """The segments of an interaction: many at the same time, some without an end, some with an impossible one."""
    at = dice.choice(STARTS) * 1_000_000
    numbered = dice.random() < 0.5
    for number in range(dice.randint(1, 9)):
        at += dice.choice([0, 0, 1, 500_000, 1_000_000, 7_000_001, 20_000_000, 3_600_000_000])
        length = dice.choice([0, 1_000_000, 20_000_000, 1_234_567, 1_500, 90_000_000, -2_000_000 if dice.random() < 0.2 else 5_000_000])
        has_end, has_length = dice.random() < 0.6, dice.random() < 0.5
        yield {
            "interaction_id": id, "segment_id": dice.choice(["", f"{id}-{number}", f"{id}-{number}", f"{id}-0"]),
            "queue_id": dice.choice(IDS), "user_id": dice.choice(IDS), "communication_type": dice.choice(TYPES),
            "direction": dice.choice(DIRECTIONS), "reason": dice.choice(REASONS), "event": dice.choice(EVENTS),
            "status": dice.choice(STATUSES), "previous_status": dice.choice(["", "", "", "", "Open", "OPEN", "Bot"]),
            "started_at": time(dice, at, is_civil), "ended_at": time(dice, at + length, is_civil) if has_end else "",
            "duration": seconds(length) if has_length else "", "duration_ms": f"{length / 1000:.3f}" if has_length else "",
            "duration_minutes": f"{length / 60_000_000:.6f}" if has_length else "",
            "clock": "", "completion_display": dice.choice(["", "", "resolved", "dropped"]),
            "sequence": str(dice.choice([number, 1.5, -1, 10])) if numbered or dice.random() < 0.7 else "",
        } | ({unit: clock(abs(length))} if unit == "clock" and has_length else {})


def interactions(dice, ids, is_civil):
    columns = ["interaction_id", "account_id", "queue_id", "communication_type", "sub_communication_type", "direction",
               "created_at", "completed_at", "completion_display"]
    rows = []
    for id in [*ids, "nobody", *ids[:2]]:
        created = dice.choice(STARTS) * 1_000_000 + dice.choice([-5_000_000, 0, 1])
        rows.append({
            "interaction_id": id, "account_id": dice.choice(["o1", "o2", "o3", ""]), "queue_id": dice.choice(IDS),
            "communication_type": dice.choice(TYPES), "sub_communication_type": dice.choice(["", "callback"]),
            "direction": dice.choice(DIRECTIONS), "created_at": dice.choice(["", time(dice, created, is_civil)]),
            "completed_at": dice.choice(["", time(dice, created + dice.choice([-1, 60_000_000, 7_200_000_000]), is_civil)]),
            "completion_display": dice.choice(["", "done"]),
        })
    return table(dice, columns, rows)


def time(dice, micros, is_civil):
    seconds, rest = divmod(micros, 1_000_000)
    days, clock = divmod(seconds, 86_400)
    year, month, day = civil(days)
    text = f"{year:04}-{month:02}-{day:02}{dice.choice('T ')}{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}"
    text += f".{rest:06}" if rest else dice.choice(["", "", ".0", ".000000999"])
    return text if is_civil else text + dice.choice(["Z", "+00:00", "Z"])


def civil(days):
    import datetime
    date = datetime.date(1970, 1, 1) + datetime.timedelta(days=days)
    return date.year, date.month, date.day


def seconds(micros):
    sign, micros = ("-" if micros < 0 else ""), abs(micros)
    return f"{sign}{micros // 1_000_000}" + (f".{micros % 1_000_000:06}" if micros % 1_000_000 else "")


def clock(micros):
    whole, rest = divmod(micros, 1_000_000)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}" + (f".{rest:06}" if rest else "")


def table(dice, columns, rows):
    import io
    out = io.StringIO(newline="")
    headers = ["duration" if column == "clock" else column for column in columns]
    writer = csv.writer(out, lineterminator=dice.choice(["\n", "\r\n"]))
    writer.writerow(headers)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


def written(folder, files):
    os.makedirs(folder)
    for name, text in files.items():
        with open(f"{folder}/{name}", "w", encoding="utf-8", newline="") as file:
            file.write(text)
    return folder
