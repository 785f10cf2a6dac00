#!/usr/bin/env python3
"""Checks what an organisation shows to an auditor: audit bundles and field proofs (protocol/SPEC.md, section 15).

It needs no node, no account and no network: what it says follows from the files alone. It was written from SPEC.md and
the public specifications named there, and shares no code with the program whose files it reads: where the two disagree,
one of them, or the page, is wrong.

    pip install cryptography                           Python 3.11; nothing else is needed
    verify.py bundle.age other.age --key auditor.txt   bundles, sealed (the age identity is in auditor.txt) or plain
    verify.py shown.tlog-proof                         one field proof
    verify.py ... --need 2                             how many partners must have cosigned (otherwise 1)
    verify.py --vectors crates/audit/vectors           every test vector of SPEC 15.10

Prints JSON in the form of SPEC 15.10. Exit 0: all is well; 1: findings, or vectors that disagree; 2: refused.
"""
import argparse, base64, functools, hashlib, hmac, itertools, json, pathlib, re, sys
from collections import namedtuple
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

class Refused(Exception):
    """The input is not of the form SPEC asks for; the argument is SPEC's name for that."""

def must(holds, name="Malformed"):
    if not holds: raise Refused(name)

def H(data):
    return hashlib.sha256(data).digest()

def from_base64(text, name="Malformed"):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused(name) from None
    must(base64.b64encode(raw) == text.encode(), name)  # unused bits are zero
    return raw

# ---- CBOR (2.2) and its shapes (11) ----

def encode(value):
    if isinstance(value, bool): return b"\xf5" if value else b"\xf4"
    if isinstance(value, int): return cbor_head(0, value)
    if isinstance(value, bytes): return cbor_head(2, len(value)) + value
    if isinstance(value, str): return cbor_head(3, len(value.encode())) + value.encode()
    if isinstance(value, list): return cbor_head(4, len(value)) + b"".join(map(encode, value))
    return cbor_head(5, len(value)) + b"".join(encode(key) + encode(value[key]) for key in sorted(value))

def cbor_head(major, n):
    if n < 24: return bytes([major << 5 | n])
    power = next(power for power in range(4) if n < 1 << (8 << power))
    return bytes([major << 5 | 24 + power]) + n.to_bytes(1 << power, "big")

def decode(data):
    try:
        value, end = cbor_item(data, 0, 0)
    except (ValueError, IndexError):
        raise Refused("Malformed") from None
    must(end == len(data) and encode(value) == data)  # also refuses what a slice below cut short
    return value

def cbor_item(data, at, depth):
    major, low, at = data[at] >> 5, data[at] & 31, at + 1
    if major == 7 and low in (20, 21): return low == 21, at
    must(major in (0, 2, 3, 4, 5) and low < 28 and depth < 8)
    size = 0 if low < 24 else 1 << low - 24
    n, at = int.from_bytes(data[at:at + size], "big") if size else low, at + size
    if major == 0: return n, at
    if major == 2: return data[at:at + n], at + n
    if major == 3: return data[at:at + n].decode(), at + n
    items = []
    for _ in range(n if major == 4 else 2 * n):
        item, at = cbor_item(data, at, depth + 1)
        items.append(item)
    must(major == 4 or all(type(key) is int for key in items[::2]))
    return items if major == 4 else dict(zip(items[::2], items[1::2])), at

def fits(value, shape):
    """A shape: a range, a number of bytes, a type, an array, [shape, ...], a map, or (shape,): may be left out."""
    if isinstance(shape, range): return type(value) is int and value in shape
    if isinstance(shape, int): return isinstance(value, bytes) and len(value) == shape
    if isinstance(shape, type): return isinstance(value, shape)
    if isinstance(shape, tuple): return fits(value, shape[0])
    if isinstance(shape, list):
        shapes = shape[:1] * len(value) if isinstance(value, list) and shape[-1] is ... else shape
        return isinstance(value, list) and len(value) == len(shapes) and all(map(fits, value, shapes))
    return isinstance(value, dict) and value.keys() <= shape.keys() and all(
        fits(value[key], part) if key in value else isinstance(part, tuple) for key, part in shape.items())

ONE, U32, SIZE, U64 = range(1, 2), range(1 << 32), range(1 << 63), range(1 << 64)
INCEPTION, ROTATION = {0: ONE, 1: U32, 2: 32, 3: 32}, {0: U32, 1: 32, 2: 32, 3: 32, 4: U32, 5: bool}
HEADER = {0: ONE, 1: ONE, 2: range(1, 16), 3: 32, 4: 32, 5: 32, 6: 32, 7: 16, 8: 16, 9: U32, 10: (32,), 11: (32,),
          12: U32, 13: U32, 14: 32, 15: range(256), 16: ({0: U64, 1: 32, 2: (range(2, 1 << 32),)},)}
STATEMENT = {0: ONE, 1: 32, 2: range(1, 1 << 32), 3: U32, 4: U32, 5: U64, **dict.fromkeys(range(6, 10), SIZE),
             10: 32, 11: 32}

# ---- Ed25519 (3.2): the library lets keys and R of small order pass, and keys with a part of small order ----

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

def point(raw):
    y, sign = int.from_bytes(raw, "little") & (1 << 255) - 1, raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    canonical = y < P and x * x % P == square and (x, sign) != (0, 1)
    return (x if x & 1 == sign else P - x, y) if canonical else None

def add(p, q):
    x, y, both = p[0] * q[1] + p[1] * q[0], p[1] * q[1] + p[0] * q[0], D * p[0] * q[0] * p[1] * q[1]
    return x * pow(1 + both, -1, P) % P, y * pow(1 - both, -1, P) % P

def vanishes(n, p):
    total = (0, 1)
    for bit in f"{n:b}":
        total = add(total, total)
        total = add(total, p) if bit == "1" else total
    return total == (0, 1)

@functools.cache
def is_sound(key):
    p = point(key)
    return p is not None and vanishes(ORDER, p) and not vanishes(8, p)

def verifies(key, message, signature):
    r = point(signature[:32])
    if not is_sound(key) or r is None or vanishes(8, r): return False
    try:
        return Ed25519PublicKey.from_public_bytes(key).verify(signature, message) is None  # s canonical, no cofactor
    except InvalidSignature:
        return False

def statement_verifies(key, kind, message, signature):
    return verifies(key, b"waypost/%s/v1\0" % kind + len(message).to_bytes(8, "big") + message, signature)

# ---- bech32 (BIP 173) and age v1 ----

@functools.cache
def bech32(prefix, raw):
    bits = "".join(f"{byte:08b}" for byte in raw)
    data = [int(bits[at:at + 5].ljust(5, "0"), 2) for at in range(0, len(bits), 5)]
    total = 1
    for value in [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + data + [0] * 6:
        top, total = total >> 25, (total & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            total ^= generator if top >> bit & 1 else 0
    data += [(total ^ 1) >> shift & 31 for shift in range(25, -1, -5)]
    return prefix + "1" + "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[value] for value in data)

def from_bech32(prefix, text, name="Checksum"):
    bits = "".join(f"{'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.find(c) & 31:05b}" for c in text.lower()[len(prefix) + 1:-6])
    raw = bytes(int(bits[at:at + 8], 2) for at in range(0, len(bits) - 7, 8))
    must(text in (text.lower(), text.upper()) and bech32(prefix, raw) == text.lower() and len(raw) == 32, name)
    return raw

STANZA = rb"-> [!-~]+(?: [!-~]+)*\n(?:[\w+/]{64}\n)*[\w+/]{0,63}\n"
AGE = re.compile(rb"(age-encryption\.org/v1\n(?:" + STANZA + rb"){1,4}---) (.{43})\n")

def hkdf(salt, secret, info):
    return hmac.digest(hmac.digest(salt, secret, "sha256"), info + b"\1", "sha256")

def age_open(data, identity):
    """What is inside an age v1 file with one X25519 recipient, and that recipient as text."""
    own = X25519PrivateKey.from_private_bytes(from_bech32("age-secret-key-", identity))
    public, head = own.public_key().public_bytes_raw(), AGE.match(data[:2048])  # the bounds of 6.1
    stanzas = re.findall(rb"\n-> X25519([^\n]*)\n([^\n]*)", head[1]) if head else []
    parts = len(stanzas) == 1 and re.fullmatch(rb" (\S{43})=(\S{43})", b"=".join(stanzas[0]))
    must(parts, "AgeHeader")
    share, wrapped, mac = (from_base64(part.decode("latin1") + "=", "AgeHeader") for part in (*parts.groups(), head[2]))
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(share))  # raises where the result is all zeros
        wrap_key = ChaCha20Poly1305(hkdf(share + public, shared, b"age-encryption.org/v1/X25519"))
        file_key = wrap_key.decrypt(bytes(12), wrapped, None)
    except (InvalidTag, ValueError):
        raise Refused("OtherRecipient") from None
    must(hmac.compare_digest(mac, hmac.digest(hkdf(b"", file_key, b"header"), head[1], "sha256")), "Damaged")
    return age_payload(file_key, data[head.end():]), bech32("age", public)

def age_payload(file_key, data):
    key = ChaCha20Poly1305(hkdf(data[:16], file_key, b"payload"))
    chunks = [data[at:at + 65552] for at in range(16, len(data), 65552)]
    must(chunks and (len(chunks) == 1 or len(chunks[-1]) > 16), "Damaged")
    try:
        return b"".join(key.decrypt(n.to_bytes(11, "big") + bytes([n + 1 == len(chunks)]), chunk, None)
                        for n, chunk in enumerate(chunks))
    except InvalidTag:
        raise Refused("Damaged") from None

# ---- key logs (3.3) ----

class KeyLog:
    """`keys`: for each key, None or (day, compromised) of the rotation that replaced it; empty if a rule is broken."""
    def __init__(self, raw):
        must(len(raw) <= 12936, "TooLong")
        log = decode(raw)
        must(fits(log, [INCEPTION, [[bytes, 64], ...]]))
        must(len(log[1]) <= 64, "TooLong")
        rotations = [decode(body) for body, _ in log[1]]
        must(fits(rotations, [ROTATION, ...]))
        self.org = H(encode(log[0]))
        self.name, self.rules_kept = "waypost/" + bech32("wp", self.org), keeps_rules(log[0], rotations, log[1])
        keys = [log[0][2]] + [rotation[2] for rotation in rotations] if self.rules_kept else []
        self.keys = dict(zip(keys, [(rotation[4], rotation[5]) for rotation in rotations] + [None]))
    def fault(self, key, day):
        if key not in self.keys: return "unknown_key"
        if self.keys[key] is None: return None
        replaced, compromised = self.keys[key]
        return "stolen_key" if compromised else "retired_key" if day > replaced else None
    def with_id(self, name, kind, wanted):
        return [key for key in self.keys if H(name.encode() + b"\n" + bytes([kind]) + key)[:4] == wanted]

def keeps_rules(inception, rotations, signed):
    before, promise, day, named = encode(inception), inception[3], inception[1], [H(inception[2]), inception[3]]
    for seq, (r, (body, signature)) in enumerate(zip(rotations, signed), 1):
        if r[0] != seq or r[1] != H(before) or H(r[2]) != promise or r[4] < day: return False
        if not statement_verifies(r[2], b"rotation", body, signature): return False
        before, promise, day = body, r[3], r[4]
        named.append(promise)
    return is_sound(inception[2]) and len(set(named)) == len(named)  # KeyAgain

# ---- notes, checkpoints, cosignatures (15.2) ----

class Note:
    def __init__(self, text):
        must(len(text.encode()) <= 8192, "TooLong")
        body, _, tail = text.rpartition("\n\n")
        found = re.fullmatch(r"(waypost/(wp1[a-z0-9]+)(/[1-9][0-9]{0,9})?)\n(0|[1-9][0-9]{0,18})\n([^\n]{44})", body)
        must(found and found[3] != "/1" and not re.search(r"[\0-\x09\x0b-\x1f]", text), "Note")
        self.text, self.origin, self.org = body + "\n", found[1], from_bech32("wp", found[2], "Note")
        self.size, self.root, self.number = int(found[4]), from_base64(found[5], "Note"), int((found[3] or "/1")[1:])
        lines = [re.fullmatch(r"— ([^\s+]+) ([A-Za-z0-9+/=]{8,})", line) for line in tail.split("\n")[:-1]]
        must(len(lines) <= 64, "TooMany")
        must(lines and all(lines) and tail.endswith("\n") and len(self.root) == 32, "Note")
        must(self.size < 1 << 63 and self.number < 1 << 32, "Note")
        self.lines = [(line[1], raw[:4], raw[4:]) for line in lines for raw in [from_base64(line[2], "Note")]]
    def is_signed(self, log):
        if log.org != self.org: return False
        mine = [(key, raw) for name, key_id, raw in self.lines if name == self.origin
                for key in log.with_id(name, 1, key_id) if log.fault(key, 0) != "stolen_key"]
        return bool(mine) and all(len(raw) == 64 and verifies(key, self.text.encode(), raw) for key, raw in mine)
    def cosignatures(self, logs):
        """(organisation, seconds, whether it verifies) of each line with name and id of a key of these key logs."""
        logs = {log.name: log for log in logs}
        for name, key_id, raw in self.lines:
            for key in logs[name].with_id(name, 4, key_id) if name in logs else []:
                seconds = int.from_bytes(raw[:8], "big")
                good = len(raw) == 72 and seconds < 1 << 63 and logs[name].fault(key, seconds // DAY) is None
                message = f"cosignature/v1\ntime {seconds}\n{self.text}".encode()
                yield logs[name].org, seconds, good and verifies(key, message, raw[8:])

# ---- the tree (15.1, RFC 6962) ----

def node(left, right):
    return H(b"\1" + left + right)

def append(peaks, size, leaf):
    """`peaks` are the roots of the perfect subtrees of `size` leaves, largest first."""
    while size & 1:
        leaf, size = node(peaks.pop(), leaf), size >> 1
    peaks.append(leaf)

def root_of(peaks):
    return functools.reduce(lambda right, left: node(left, right), reversed(peaks)) if peaks else H(b"")

def half_of(size):
    return 1 << (size - 1).bit_length() - 1

def inclusion_root(index, size, leaf, rest):
    if size == 1: return leaf
    half = half_of(size)
    if index < half: return node(inclusion_root(index, half, leaf, rest), next(rest))
    right = inclusion_root(index - half, size - half, leaf, rest)
    return node(next(rest), right)

def consistency_roots(old, new, known, rest):
    """The roots of both sizes. `known` is the old root, as long as the old tree is on the left edge of this subtree."""
    if old == new: return (known or next(rest),) * 2
    half = half_of(new)
    if old <= half:
        first, second = consistency_roots(old, half, known, rest)
        return first, node(second, next(rest))
    first, second = consistency_roots(old - half, new - half, None, rest)
    left = next(rest)
    return node(left, first), node(left, second)

def body_root(low, width, leaves, rest):
    if not any(low <= index < low + width for index in leaves): return next(rest)
    if width == 1: return leaves[low]
    left = body_root(low, width // 2, leaves, rest)
    return node(left, body_root(low + width // 2, width // 2, leaves, rest))

def proof_fault(compute, proof, expected, fault):
    rest = iter(proof)
    try:
        found = compute(rest)
    except StopIteration:
        return "hash_count"
    return "hash_count" if next(rest, None) else None if found == expected else fault

def inclusion_fault(index, size, leaf, root, proof):
    if index >= size: return "foreign_leaf"
    return proof_fault(lambda rest: inclusion_root(index, size, leaf, rest), proof, root, "foreign_leaf")

def consistency_fault(old, old_root, new, new_root, proof):
    if old > new or old == 0 and (old_root != H(b"") or new == 0 and new_root != old_root): return "not_consistent"
    if old == 0: return "hash_count" if proof else None
    roots = old_root, new_root
    return proof_fault(lambda rest: consistency_roots(old, new, old_root, rest), proof, roots, "not_consistent")

# ---- bundles: how they are read (15.5) ----

DAY = 86400
RECORDS = {1: [bytes, 64, [32, ...]], 2: [bytes, str], 3: [str, bytes], 4: [bytes], 5: [str], 6: [16, 32, range(3)],
           7: [bytes, 64, list, list], 8: [U64, U64]}
AFTER = {0: {1}, 1: {2}, 2: {2, 3, 4, 5}, 3: {3, 4, 5}, 4: {4, 5}, 5: {4, 5, 6, 8}, 6: {6, 7, 8}, 7: {6, 7, 8}}
NAME = re.compile("[^\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]+")
SHOWN = {1: {"at", "urgency", "consent.id", "consent.valid_until", "consent.override_reason", "consent.followup_ok"},
         2: {"at", "move", "of", "answer", "what", "review_by", "arrive_by", "day", "consent"},
         3: {"at", "of", "stage"}, 4: {"at", "of", "sections"}}
Conversation = namedtuple("Conversation", "id partner kind letters")

def records(data):
    must(data[:8] == b"WPAUDIT1", "CutShort" if b"WPAUDIT1".startswith(data[:8]) else "Version")
    at, kind = 8, 0
    while kind != 8:
        start, length = at + 4, int.from_bytes(data[at:at + 4], "big")
        must(start <= len(data), "CutShort")
        must(length <= 131072, "TooLong")
        must(start + length <= len(data), "CutShort")
        record, before, at = decode(data[start:start + length]), kind, start + length
        must(isinstance(record, list) and record and type(record[0]) is int)
        kind = record[0]
        must(kind in RECORDS and fits(record[1:], RECORDS[kind]))
        must(kind in AFTER[before], "Order")
        yield kind, record[1:]
    must(at == len(data), "Trailing")

def hashes_of(raw, most):
    must(len(raw) % 32 == 0)
    must(len(raw) <= 32 * most, "TooLong")
    return [raw[at:at + 32] for at in range(0, len(raw), 32)]

def bundled_note(text):
    try:
        return Note(text)
    except Refused as refused:
        raise Refused("Malformed" if refused.args[0] == "Note" else "TooLong") from None

def leaf_hash(r, header, signature):
    return H(b"\0" + hmac.digest(r, H(header) + signature, "sha256"))

def within_bounds(value):  # 10
    if isinstance(value, list): return len(value) <= 64 and all(len(text.encode()) <= 256 for text in value)
    if isinstance(value, str): return len(value.encode()) <= 16384
    return not isinstance(value, bytes) or len(value) <= 32768

def read_shown(shown, root):
    """The [section, key, value] that are shown, and what is wrong with them."""
    if not shown: return [], None
    must(fits(shown, [range(10), list, [32, ...]]))
    width, leaves, fields = 1 << shown[0], {}, []
    for entry in shown[1]:
        must(any(fits(entry, [range(width), 16, range(6), str, kind]) for kind in (str, U64, bool, bytes, [str, ...])))
        must(len(entry[3]) <= 64 and within_bounds(entry[4]), "TooLong")
        must(not leaves or entry[0] > max(leaves), "Order")
        # 5.3: Key, Twice
        must(re.fullmatch(r"[a-zA-Z0-9_.-]+", entry[3]) and entry[3] not in [key for _, key, _ in fields])
        leaves[entry[0]] = H(b"\0" + entry[1] + encode(entry[2:]))
        fields.append(entry[2:])
    return fields, proof_fault(lambda rest: body_root(0, width, leaves, rest), shown[2], root, "not_committed")

class Letter:
    def __init__(self, raw, signature, place, shown):
        must(len(raw) <= 512, "TooLong")
        h = self.header = decode(raw)
        must(fits(h, HEADER) and (h[9] == 0) == (10 not in h) and h[13] >= h[12])  # 5.1: Chain, ExpiresEarly
        must(place == [] or fits(place, [U64, 32]))
        self.raw, self.signature, self.hash, self.opened = raw, signature, H(raw), False
        self.kind, self.sender, self.seq, self.day, self.answers = h[2], h[3], h[9], h[12], h.get(11)
        self.index, self.leaf = (place[0], leaf_hash(place[1], raw, signature)) if place else (None, None)
        self.disclosed, self.shown_fault = read_shown(shown, h[14])
        self.fields = {key: value for section, key, value in self.disclosed
                       if is_listed(self.kind, section, key) and not self.shown_fault}
        self.at, self.move = self.field("at", int), self.field("move", str) if self.kind == 2 else None
        self.head = 16 in h and (self.sender, h[16].get(2, 1), h[16][0], h[16][1])
    def field(self, key, kind):
        return self.fields[key] if type(self.fields.get(key)) is kind else None
    def faults(self, log):
        """What is wrong with the letter by itself."""
        fault = log.fault(self.header[4], self.day) if log else "unknown_key"
        if fault == "unknown_key": return {fault}
        signed = statement_verifies(self.header[4], b"letter", self.raw, self.signature)
        return {fault, None if signed else "signature"} - {None}

class Bundle:
    def __init__(self, data, recipient=None):
        self.found, self.logs, self.leaves, self.notes, self.earlier, self.conversations = set(), {}, [], [], [], []
        readers = (self.read_head, self.read_key_log, self.read_earlier_head, self.read_leaves, self.read_checkpoint,
                   self.read_conversation, self.read_letter, self.read_end)
        for kind, record in records(data):
            readers[kind - 1](*record)
        self.look_at_head(recipient)
        self.look_at_tree()
        self.look_at_notes()
        self.look_at_letters()
    def read_head(self, statement, signature, frontier):
        must(len(statement) <= 512, "TooLong")
        s = decode(statement)
        must(not isinstance(s, dict) or s.get(0) == 1, "Version")
        must(fits(s, STATEMENT) and s[3] <= s[4] and s[8] <= s[6] <= s[7] <= s[9])
        must(len(frontier) <= 63, "TooLong")
        self.statement, self.signature, self.recipient_hash, self.frontier = statement, signature, s[11], frontier
        self.org, self.number, self.made, self.start, self.size, self.root = s[1], s[2], s[5], s[8], s[9], s[10]
        self.period, self.entries = range(s[3], s[4] + 1), range(s[6], s[7])
    def read_key_log(self, raw, name):
        log = KeyLog(raw)
        must(len(name.encode()) <= 120, "TooLong")
        must(NAME.fullmatch(name) and name == name.strip())  # 4.2
        must(log.org not in self.logs and list(self.logs)[1:][-1:] < [log.org], "Order")
        self.logs[log.org] = log
        must(len(self.logs) <= 1024, "TooLong")
    def read_earlier_head(self, text, proof):
        note = bundled_note(text)
        must([other.size for other, _ in self.earlier[-1:]] < [note.size], "Order")
        self.earlier.append((note, hashes_of(proof, 63)))
        must(len(self.earlier) <= 256, "TooLong")
    def read_leaves(self, raw):
        must(raw)
        self.leaves += hashes_of(raw, 2048)
    def read_checkpoint(self, text):
        self.notes.append(bundled_note(text))
        must([note.size for note in self.notes[-2:-1]] < [self.notes[-1].size], "Order")
        must(len(self.notes) <= 65536, "TooLong")
        self.find("wrong_size", self.notes[-1].size != self.start + len(self.leaves))
    def read_conversation(self, id, partner, kind):
        must([one.id for one in self.conversations[-1:]] < [id], "Order")
        self.conversations.append(Conversation(id, partner, kind, []))
    def read_letter(self, *record):
        kind, letters = self.conversations[-1].kind, self.conversations[-1].letters
        letters.append(Letter(*record))
        places = [(letter.sender, letter.seq, letter.hash) for letter in letters[-2:]]
        must(sorted(set(places)) == places, "Order")
        must(len(letters) <= 512 or kind == 1, "TooLong")
    def read_end(self, conversations, letters):
        must((conversations, letters) == (len(self.conversations), len(self.letters())), "Order")
    def letters(self, kinds=range(3)):
        return [letter for one in self.conversations if one.kind in kinds for letter in one.letters]

    # What is found (15.6). Each finding is looked for by itself, whatever else was found.
    def find(self, name, holds=True):
        if name and holds: self.found.add(name)
    def all_notes(self):
        return self.notes + [note for note, _ in self.earlier]
    def look_at_head(self, recipient):
        self.log, owner = self.logs.get(self.org), next(iter(self.logs))
        good = [key for key in (self.log.keys if self.log else ()) if self.log.fault(key, self.made // DAY) is None]
        signed = any(statement_verifies(key, b"audit", self.statement, self.signature) for key in good)
        self.find("statement", not signed)
        self.find("statement", recipient is not None and H(recipient.encode()) != self.recipient_hash)
        self.find("key_log", owner != self.org or not all(log.keys for log in self.logs.values()))
        self.find("key_log", any(conversation.partner not in self.logs for conversation in self.conversations))
    def look_at_tree(self):
        self.sizes = {note.size for note in self.notes}
        self.find("wrong_size", not {self.size} == {self.notes[-1].size, self.start + len(self.leaves)})
        self.find("wrong_size", not {self.entries.start, self.entries.stop} <= self.sizes | {self.start})
        self.find("hash_count", len(self.frontier) != self.start.bit_count())
        shown = {(note.size, note.root) for note in self.notes} | {(self.size, self.root)}
        roots = {}
        if len(self.frontier) == self.start.bit_count():
            peaks, wanted = list(self.frontier), {size for size, _ in shown} | {self.start}
            for size, leaf in enumerate(self.leaves + [None], self.start):
                if size in wanted: roots[size] = root_of(peaks)
                if leaf: append(peaks, size, leaf)
        self.find("other_root", any(roots.get(size, root) != root for size, root in shown))
        for note, proof in self.earlier:
            self.find(consistency_fault(note.size, note.root, self.size, self.root, proof))
        self.joined = {(self.start, roots.get(self.start))}
    def look_at_notes(self):
        self.heads, self.stamps, self.witnesses, self.newest = set(), [], [], []
        for n, note in enumerate(self.all_notes()):
            signed = self.log and note.number == self.number and note.is_signed(self.log)
            self.find("checkpoint_signature", not signed)
            if signed:
                self.heads.add((self.org, self.number, note.size, note.root))
                self.joined.add((note.size, note.root))
            lines = list(note.cosignatures(log for log in self.logs.values() if log is not self.log))
            self.find("forged_cosignature", not all(good for _, _, good in lines))
            self.stamps += [(note.size, seconds // DAY) for _, seconds, good in lines if good]
            if n < len(self.notes):
                self.newest = sorted({org for org, _, good in lines if good})
                self.witnesses = self.newest or self.witnesses
    def look_at_letters(self):
        for conversation in self.conversations:
            for letter in conversation.letters:
                self.look_at_letter(letter, conversation)
            chain = [letter for letter in conversation.letters if letter.belongs]
            self.found |= set(chain_faults(chain, conversation.kind == 1))
        self.look_at_days()
        opened = {letter.index for letter in self.letters()
                  if letter.opened and letter.belongs and letter.index in self.entries}
        erased = [letter for letter in self.letters([2]) if letter.sound]
        excused = sum(letter.index is None for letter in erased)
        self.find("not_opened", len(self.entries) - len(opened) > excused)
        self.find("equivocation", clashes(self.heads, self.heads))
        self.counts = {"entries": len(self.entries), "opened": len(opened), "erased": len(erased),
                       "letters": len(self.letters()), "witnesses": [org.hex() for org in self.witnesses]}
    def look_at_letter(self, letter, conversation):
        faults = letter.faults(self.logs.get(letter.sender))
        letter.belongs = belongs(letter, self.org, conversation)
        if not letter.belongs: faults.add("parties")
        letter.sound = not faults
        letter.opened = letter.index in range(self.start, self.start + len(self.leaves)) and (
            self.leaves[letter.index - self.start] == letter.leaf)
        self.found |= faults
        self.find(letter.shown_fault)
        self.find("foreign_leaf", letter.index is not None and not letter.opened)
        self.find("too_much_shown", any(not is_listed(letter.kind, *field[:2]) for field in letter.disclosed))
        self.find("time_not_of_day", letter.sound and letter.at is not None and abs(letter.at // DAY - letter.day) > 2)
        if letter.sound and letter.head: self.heads.add(letter.head)
        if letter.sound and letter.head and letter.sender == self.org: self.look_at_own_head(letter)
    def look_at_own_head(self, letter):
        _, number, size, _ = letter.head
        here = number == self.number
        self.find("truncated", (number, size) > (self.number, self.size))
        self.find("went_back", here and letter.opened and size > letter.index)
        self.find("head_not_shown", here and self.start < size <= self.size and size not in self.sizes)
    def look_at_days(self):
        placed = [letter for letter in self.letters() if letter.sound and letter.opened]
        newest = {size: max((letter.day for letter in placed if letter.index < size), default=0) for size in self.sizes}
        for letter in (letter for letter in placed if letter.sender == self.org):
            self.find("back_dated", any(size <= letter.index and letter.day < day - 2 for size, day in newest.items()))
            self.find("dated_ahead", any(size > letter.index and letter.day > day + 2 for size, day in self.stamps))
            self.find("wrong_period", letter.index < self.entries.start and letter.day > self.period.start + 2)
        last = self.entries.stop
        self.find("wrong_period", last < self.size and last in self.sizes and any(
            size >= last and day + 2 < self.period[-1] for size, day in self.stamps))

def is_listed(kind, section, key):
    return section == 0 and key in SHOWN.get(kind, ())

def belongs(letter, org, conversation):
    kinds = {3, 5, 6, 7, 8, 9, 10, 14, 15} if conversation.kind == 1 else {1, 2, 3, 4, 11, 13}
    return ({letter.sender, letter.header[5]} == {org, conversation.partner} and letter.kind in kinds
            and letter.header[7] == conversation.id)

def chain_faults(letters, may_leap):
    for sender in {letter.sender for letter in letters}:
        places = {}
        for letter in letters:
            if letter.sender == sender: places.setdefault(letter.seq, []).append(letter)
        if any(len(place) > 1 for place in places.values()): yield "two_stories"
        if not may_leap and max(places) >= len(places): yield "gap"
        if any(letter.header[10] not in [before.hash for before in places[seq - 1]]
               for seq in places if seq - 1 in places for letter in places[seq]): yield "broken_chain"

def clashes(heads, others):
    """What is not the same in both: the heads of one size, by log and size, or the letters at one place."""
    here = {}
    for head in heads:
        here.setdefault(head[:-1], set()).add(head[-1])
    return {head[:-1] for head in others if here.get(head[:-1], {head[-1]}) != {head[-1]}}

# ---- several bundles (15.6) ----

def compare(bundles):
    """Findings as (number of the file, name)."""
    for pair in itertools.combinations(range(len(bundles)), 2):
        early, late = sorted(pair, key=lambda n: (bundles[n].made, n))
        a, b = bundles[early], bundles[late]
        if clashes(stories(a), stories(b)): yield late, "two_stories"
        for org, *_ in clashes(a.heads, b.heads):
            owners = [n for n in pair if bundles[n].org == org]
            yield owners[0] if len(owners) == 1 else late, "equivocation"
        if a.org == b.org:
            if (b.number, b.size) < (a.number, a.size): yield late, "old_head"
            small, large = sorted((a, b), key=lambda bundle: bundle.size)
            if a.number == b.number and small.size < large.size and (small.size, small.root) not in large.joined:
                yield late, "not_comparable"
        else:
            yield from ((early, name) for name in lacking(a, b))
            yield from ((late, name) for name in lacking(b, a))

def stories(bundle):
    return {(letter.header[7], letter.sender, letter.seq, letter.hash) for letter in bundle.letters() if letter.sound}

def lacking(bundle, other):
    """What a bundle lacks of what the other side shows."""
    before = min(bundle.made, other.made) // DAY - 2
    for there in (conversation for conversation in other.conversations if conversation.partner == bundle.org):
        here = [one for one in bundle.conversations if one.id == there.id and (one.kind == 1) == (there.kind == 1)]
        own = [letter for letter in there.letters if letter.sound and letter.sender == bundle.org]
        signed_for = {letter.field("of", bytes) for letter in own if letter.kind == 3 and letter.day < before}
        places = {(letter.sender, letter.seq) for one in here for letter in one.letters if letter.sound}
        if any(letter.head and letter.head[1:3] > (bundle.number, bundle.size) and letter.day < bundle.made // DAY
               for letter in own): yield "old_head"
        missing = [letter for letter in there.letters if letter.sound and letter.day < before
                   and (letter.sender == bundle.org or here and there.kind != 1 and letter.hash in signed_for)
                   and (letter.sender, letter.seq) not in places]
        if here and there.kind != 1 and missing: yield "not_shown"
        if any(letter.day in bundle.period and letter.day in other.period for letter in missing):
            yield "not_shown" if here else "only_one_side"

# ---- handovers (15.7) ----

HOURS = {"acknowledge": (1, 24, 72), "decide": (3, 72, 336), "answer": (24, 24, 24), "review": (24, 72, 336),
         "arrival": (2, 12, 48), "confirm_stop": (1, 24, 72), "answer_revocation": (72, 72, 72)}
OUTCOMES = {"revoke_consent": "revoked", "close": "closed", "complete": "completed", "hand_back": "handed_back",
            "decline": "declined", "confirm_stop": "withdrawn", "withdraw": "withdraw",
            "client_declined": "client_declined", "client_unreachable": "client_unreachable", "expire": "expired",
            "accept": "accepted", "waitlist": "waitlist", "acknowledge": "acknowledge"}
ENDS = {"withdraw", "expire", "client_declined", "client_unreachable"}
UNDER_CONSENT = ("ask", "answer", "waitlist", "accept", "depart", "appointment", "interim", "propose_onward")

def first_key(letter):
    return letter.at is None, letter.at, letter.hash

class Handover:
    def __init__(self, conversation, now):
        self.now, self.letters = now, [letter for letter in conversation.letters if letter.sound]
        self.referral = min((letter for letter in self.letters if letter.kind == 1), key=first_key)
        self.R, self.T = self.referral.header[3], self.referral.header[5]
        moves = sorted((letter for letter in self.letters if letter.move and letter.at is not None), key=first_key)
        slips = [move for move in moves if move.move == "entered_in_error"]
        self.void = any(slip.sender == self.R and slip.field("what", str) == "referral" for slip in slips)
        taken_back = {(slip.sender, slip.field("of", bytes)) for slip in slips if slip.field("what", str) == "letter"}
        self.moves = [move for move in moves if (move.sender, move.hash) not in taken_back
                      or move.move in ("revoke_consent", "narrow_consent", "entered_in_error")]  # 7.2: never taken back
        self.duties = []
        columns = {"emergency": 0, "urgent": 1, "normal": 2}
        column = columns.get(self.referral.field("urgency", str))
        self.allowed = {name: hours[column or 0] * 3600 for name, hours in HOURS.items()
                        if column is not None or len(set(hours)) == 1}
        self.find_duties()
    def all(self, *names):
        return [move for move in self.moves if move.move in names]
    def before(self, one, other):
        if one.sender == other.sender: return one.seq < other.seq
        seen = {letter.answers for letter in self.letters if letter.sender == other.sender and letter.seq <= other.seq}
        theirs = [letter for letter in self.letters if letter.sender == one.sender and letter.hash in seen]
        return any(one.seq <= letter.seq for letter in theirs)
    def met(self, start, by_T, by_R=()):
        return next((move for move in self.moves if not self.before(move, start) and (
            move.sender == self.T and move.move in by_T or move.sender == self.R and move.move in by_R)), None)
    def duty(self, name, since, met, pause=0, latest=None):
        if name not in self.allowed: return  # an urgency that is not shown
        due = since + self.allowed[name] + pause
        due = due if latest is None else min(due, latest)
        ends = ENDS - {"withdraw"} if name == "arrival" else ENDS
        ended = name not in ("confirm_stop", "answer_revocation") and (self.void or self.all(*ends))
        over = max(0, (met.at if met else self.now) - due)
        state = ("late" if over else "in_time") if met else "dropped" if ended else "overdue" if over else "open"
        self.duties.append([name, state, due, 0 if state == "dropped" else over])
    def find_duties(self):
        decisions = ("accept", "decline", "waitlist", "hand_back")
        def by(side, name):  # 7.2: by
            return [move for move in self.moves if move.sender == side and move.move == name]
        acknowledged = None
        if self.referral.at is not None:
            acknowledged = self.met(self.referral, ("acknowledge", "ask", "waitlist", "accept", "decline"))
            self.duty("acknowledge", self.referral.at, acknowledged)
        decided, pause = acknowledged and self.met(acknowledged, decisions), 0
        for ask in by(self.T, "ask")[:1]:
            answered = self.met(ask, decisions, ["answer"])
            self.duty("answer", ask.at, answered)
            if not decided or ask is decided or self.before(ask, decided):
                pause = min(DAY, max(0, (answered.at if answered else self.now) - ask.at))
        if acknowledged: self.duty("decide", acknowledged.at, decided, pause)
        for waitlist in by(self.T, "waitlist")[:1]:
            reviewed = self.met(waitlist, ("accept", "decline", "hand_back"))
            self.duty("review", waitlist.at, reviewed, latest=waitlist.field("review_by", int))
        for depart in by(self.R, "depart"):
            arrive_by = depart.field("arrive_by", int)
            if arrive_by is not None: self.duty("arrival", arrive_by, self.met(depart, ["arrive"]))
        for withdraw in by(self.R, "withdraw")[:1]:
            self.duty("confirm_stop", withdraw.at, self.met(withdraw, ["confirm_stop"]))
        for change in self.all("revoke_consent", "narrow_consent"):
            answers = [move for move in self.all("answer_revocation") if move.sender != change.sender
                       and move.field("of", bytes) == change.hash and not self.before(move, change)]
            self.duty("answer_revocation", change.at, answers[0] if answers else None)
    def consent(self):
        until = self.referral.field("consent.valid_until", int)
        needing = [letter for letter in self.letters if letter.at is not None and letter.kind in (1, 4)]
        needing += self.all(*UNDER_CONSENT)
        if any(self.before(revoked, letter) for revoked in self.all("revoke_consent") for letter in needing):
            yield "after_revocation"
        if until is not None and any(letter.at // DAY > until for letter in needing): yield "consent_over"
        if "consent.override_reason" in self.referral.fields: yield "override"
    def verdict(self):
        signed = {move.move for move in self.moves}
        outcome = "void" if self.void else next((OUTCOMES[name] for name in OUTCOMES if name in signed), "sent")
        return {"conversation": self.referral.header[7].hex(), "referrer": self.R.hex(), "target": self.T.hex(),
                "outcome": outcome, "duties": sorted(self.duties, key=lambda duty: (duty[2], duty[0])),
                "consent": list(self.consent())}

def handovers(bundles):
    fullest = {}
    for bundle in bundles:
        for one in bundle.conversations:
            if one.kind == 0 and any(letter.kind == 1 and letter.sound for letter in one.letters):
                if one.id not in fullest or len(fullest[one.id][0].letters) < len(one.letters):
                    fullest[one.id] = one, bundle.made
    return [Handover(*fullest[id]).verdict() for id in sorted(fullest)]

def judge(bundles, need):
    found = {(n, name) for n, bundle in enumerate(bundles) for name in bundle.found} | set(compare(bundles))
    found |= {(n, "not_witnessed") for n, bundle in enumerate(bundles) if len(bundle.newest) < need}
    return {"findings": [list(one) for one in sorted(found)], "files": [bundle.counts for bundle in bundles],
            "handovers": handovers(bundles)}

# ---- one field (15.8) and witnesses (15.3) ----

PROOF = re.compile(r"[^\n]*\nextra (\S+)\nindex (0|[1-9][0-9]{0,18})((?:\n[A-Za-z0-9+/]{43}=)*)")

def field_proof(text, need):
    must(len(text.encode()) <= 131072, "TooLong")
    must(text.startswith("c2sp.org/tlog-proof@v1\n"), "Version")
    top, _, note = text.partition("\n\n")
    parts = PROOF.fullmatch(top)
    must(parts)
    note, extra = bundled_note(note), decode(from_base64(parts[1]))
    proof = hashes_of(b"".join(map(from_base64, parts[3].split())), 63)
    must(not isinstance(extra, list) or not extra or extra[0] == 1, "Version")
    must(fits(extra, [ONE, bytes, 64, 32, [bytes, ...], list]) and extra[5])
    _, header, signature, r, logs, shown = extra
    logs, letter = [KeyLog(log) for log in logs], Letter(header, signature, [int(parts[2]), r], shown)
    must(all(one.org < other.org for one, other in itertools.pairwise(logs)))
    found = letter.faults(next((log for log in logs if log.org == letter.sender), None)) | {letter.shown_fault}
    found.add(inclusion_fault(letter.index, note.size, letter.leaf, note.root, proof))
    if not any(note.is_signed(log) for log in logs): found.add("checkpoint_signature")
    lines = list(note.cosignatures(log for log in logs if log.org != note.org))
    witnesses = sorted({org.hex() for org, _, good in lines if good})
    if not all(good for _, _, good in lines): found.add("forged_cosignature")
    if len(witnesses) < need: found.add("not_witnessed")
    return {"findings": sorted(found - {None}), "leaf": letter.leaf.hex(), "witnesses": witnesses,
            "fields": [[section, key, as_json(value)] for section, key, value in letter.disclosed]}

def as_json(value):
    if isinstance(value, bytes): return {"bytes": value.hex()}
    return {{str: "text", bool: "flag", int: "number", list: "list"}[type(value)]: value}

def checked(text, log):
    note = Note(text)
    must(note.org == log.org, "Origin")
    must(note.is_signed(log), "Signature")
    return note

def witness(log, known, text, old, proof):
    note, known = checked(text, log), Note(known) if known else None
    if known and (note.number, note.size) < (known.number, known.size): return "older"
    if not known or note.number > known.number:
        if old: return "conflict"
        return "inconsistent" if consistency_fault(0, H(b""), note.size, note.root, proof) else "cosigned"
    if old != known.size: return "conflict"
    return "inconsistent" if consistency_fault(old, known.root, note.size, note.root, proof) else "cosigned"

# ---- vectors (15.10) and the command line ----

def unhex(value):
    return [unhex(one) for one in value] if isinstance(value, list) else bytes.fromhex(value)

def run_inclusion(given, _):
    leaf, root, proof = map(unhex, (given["leaf"], given["root"], given["proof"]))
    return {"holds": not inclusion_fault(given["index"], given["size"], leaf, root, proof)}

def run_consistency(given, _):
    old_root, new_root, proof = map(unhex, (given["old_root"], given["new_root"], given["proof"]))
    return {"holds": not consistency_fault(given["old"], old_root, given["new"], new_root, proof)}

def run_tree(given, expect):
    leaves, peaks, roots = [H(b"\0" + entry) for entry in unhex(given["entries"])], [], [H(b"")]
    for size, leaf in enumerate(leaves):
        append(peaks, size, leaf)
        roots.append(root_of(peaks))
    inclusion = [[index, size, proof] for index, size, proof in expect["inclusion"]
                 if not inclusion_fault(index, size, leaves[index], roots[size], unhex(proof))]
    consistency = [[old, new, proof] for old, new, proof in expect["consistency"]
                   if not consistency_fault(old, roots[old], new, roots[new], unhex(proof))]
    return {"roots": [root.hex() for root in roots], "inclusion": inclusion, "consistency": consistency}

def run_entry(given, _):
    r, header, signature = map(unhex, (given["r"], given["header"], given["signature"]))
    entry = hmac.digest(r, H(header) + signature, "sha256")
    return {"entry": entry.hex(), "leaf": leaf_hash(r, header, signature).hex()}

def run_checkpoint(given, _):
    log, witnesses = KeyLog(unhex(given["key_log"])), map(KeyLog, unhex(given["witnesses"]))
    note = checked(given["note"], log)
    lines = list(note.cosignatures(other for other in witnesses if other.org != log.org))
    must(all(good for _, _, good in lines), "Signature")
    return {"origin": note.origin, "size": note.size, "root": note.root.hex(),
            "cosigned": [[org.hex(), seconds] for org, seconds, _ in lines]}

def run_witness(given, _):
    log, proof = KeyLog(unhex(given["key_log"])), unhex(given["proof"])
    return {"answer": witness(log, given["known"], given["checkpoint"], given["old"], proof)}

def run_bundles(given, _):
    return judge([Bundle(data) for data in unhex(given["files"])], given["need"])

def run_sealed(given, _):
    return judge([Bundle(*age_open(unhex(given["file"]), given["identity"]))], given["need"])

def run_field_proof(given, _):
    return field_proof(given["proof"], given["need"])

RUN = {"inclusion": run_inclusion, "consistency": run_consistency, "tree": run_tree, "entry": run_entry,
       "checkpoint": run_checkpoint, "witness": run_witness, "audit-bundle": run_bundles, "audit-sealed": run_sealed,
       "field-proof": run_field_proof}

def attempt(run, *arguments):
    try:
        return run(*arguments)
    except Refused as refused:
        return {"refused": refused.args[0]}
    except UnicodeDecodeError:
        return {"refused": "Malformed"}

def run_vectors(folder):
    paths, wrong = sorted(pathlib.Path(folder).glob("*.json")), 0
    for path in paths:
        vector = json.loads(path.read_text())
        expect, got = vector["expect"], attempt(RUN[vector["kind"]], vector["input"], vector["expect"])
        differing = [name for name in [*expect, "refused"] if got.get(name) != expect.get(name)]
        wrong += bool(differing)
        for name in dict.fromkeys(differing):
            print(f"{path.name}: {name}: expected {json.dumps(expect.get(name))}, got {json.dumps(got.get(name))}")
    print(f"{len(paths)} vectors, {wrong} disagreements")
    return 1 if wrong or not paths else 0

def read_bundle(data, identity):
    return Bundle(*age_open(data, identity)) if data.startswith(b"age-encryption.org/") else Bundle(data)

def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--key", metavar="IDENTITYFILE", help="an age identity")
    parser.add_argument("--need", type=int, default=1, metavar="K", help="partners that must have cosigned")
    parser.add_argument("--vectors", metavar="DIR")
    options = parser.parse_args()
    if options.vectors: return run_vectors(options.vectors)
    if not options.files: parser.error("a FILE or --vectors is needed")
    identity = re.search("AGE-SECRET-KEY-1[A-Z0-9]+|$", pathlib.Path(options.key).read_text() if options.key else "")[0]
    files = [pathlib.Path(name).read_bytes() for name in options.files]
    if files[0].startswith(b"c2sp.org/tlog-proof"):
        result = attempt(lambda: field_proof(files[0].decode(), options.need))
    else:
        result = attempt(lambda: judge([read_bundle(data, identity) for data in files], options.need))
    print(json.dumps(result, indent=1))
    return 2 if "refused" in result else 1 if result["findings"] else 0

if __name__ == "__main__":
    sys.exit(main())
