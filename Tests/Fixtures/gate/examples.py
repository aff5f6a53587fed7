"""Reads YAML as the readers of the examples do: `on` is a text, and a key that stands twice is an error."""
import yaml


class Loader(yaml.SafeLoader):
    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {str(key) for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"twice: {', '.join(twice)}", node.start_mark)
        return super().construct_mapping(node, deep)


# As YAML 1.2 has it: of the words, true and false alone are no texts.
Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def documents(path):
    """All documents of a file."""
    with open(path, encoding="utf-8") as file:
        return list(yaml.load_all(file, Loader=Loader))


def document(path):
    """The only document of a file."""
    found = documents(path)
    if len(found) != 1:
        raise ValueError(f"{path}: {len(found)} documents")
    return found[0]
