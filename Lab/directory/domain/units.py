"""Organisational units, with every character in their names that a DN must escape."""

from .store import Store

# By key: where it is, from the domain downwards.
UNITS = {
    "corp": ("Corp",),
    "workstations": ("Corp", "Workstations"),
    "comma": ("Corp", "Workstations", "Berlin, Mitte"),
    "quotes": ("Corp", "Workstations", "Berlin, Mitte", 'Haus "Süd"'),
    "servers": ("Corp", "Servers"),
    "plus": ("Corp", "Servers", "C++ / A+B"),
    "hash": ("Corp", "Servers", "C++ / A+B", "#1 Vorrat"),
    "umlaut": ("Standorte", "Köln Straße"),
    "special": ("Standorte", "Köln Straße", "Zürich\\Nord;<x>=y"),
    "leading": ("Standorte", "Köln Straße", "Zürich\\Nord;<x>=y", " leading"),
    "trailing": ("Standorte", "Köln Straße", "Zürich\\Nord;<x>=y", " leading", "trailing "),
    "excluded": ("Lager",),
    "excluded-but-included": ("Lager", "Wieder dabei"),
    "clusters": ("Corp", "Servers", "Cluster"),
    "retired": ("Corp", "Retired"),
}


def write(store: Store) -> dict[str, str]:
    """Their DNs by key, and of the containers that every domain has."""
    made: dict[tuple[str, ...], str] = {(): store.base}
    for path in UNITS.values():
        for depth in range(1, len(path) + 1):
            if path[:depth] not in made:
                dn = store.child(made[path[: depth - 1]], "OU", path[depth - 1])
                store.add(dn, objectClass="organizationalUnit")
                made[path[:depth]] = dn
    return {key: made[path] for key, path in UNITS.items()} | {
        "computers": f"CN=Computers,{store.base}",
        "controllers": f"OU=Domain Controllers,{store.base}",
        "service-accounts": f"CN=Managed Service Accounts,{store.base}",
    }
