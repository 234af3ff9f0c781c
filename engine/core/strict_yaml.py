"""YAML as authors of this house write it: no duplicate keys, no aliases that can multiply."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

_LARGEST = 262_144
"""Bytes."""


class YamlFaulty(ValueError):
    """The text is no YAML that we take; the message is a sentence "what; hãy what to do"."""


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise YamlFaulty("Bí danh (&tên, *tên) không được dùng; hãy viết lại đầy đủ.")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if isinstance(key.value, str) and key.value in seen:
                line = key.start_mark.line + 1
                raise YamlFaulty(f"Khóa “{key.value}” có hai lần (dòng {line}); hãy giữ lại một.")
            if isinstance(key.value, str):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_yaml(raw: bytes) -> Any:
    """The one document in these bytes. Raises YamlFaulty."""
    if len(raw) > _LARGEST:
        raise YamlFaulty(f"Tệp lớn hơn {_LARGEST} byte; hãy rút gọn.")
    try:
        return yaml.load(raw, Loader=_Loader)
    except YamlFaulty:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f" ở dòng {mark.line + 1}, cột {mark.column + 1}" if mark else ""
        raise YamlFaulty(
            f"Không đọc được YAML{place}; hãy kiểm tra thụt lề, dấu ngoặc, dấu nháy."
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError):
        said = "Tệp không phải YAML bằng UTF-8, hoặc có ký tự điều khiển; hãy lưu lại."
        raise YamlFaulty(said) from None
    except (ValueError, RecursionError):
        said = "Có giá trị không đọc được hoặc lồng quá sâu; hãy viết lại."
        raise YamlFaulty(said) from None
