"""What is wrong with a file as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bpmn.bundle import MOST_PROCESSES, Bundle
from bpmn.checks.nodes import bad_id
from bpmn.diagram import Document, Scope
from bpmn.dialect import ELEMENT_ID
from bpmn.problems import error, warning
from bpmn.values import Problem


def check_main(bundle: Bundle) -> Iterator[Problem]:
    """One process of the main file starts the dossier."""
    document = bundle.documents.get(bundle.main)
    if document is None:
        if not any(problem.file == bundle.main for problem in bundle.unread):
            yield error(
                "no-main",
                bundle.main,
                None,
                f"Gói không có sơ đồ chính “{bundle.main}”.",
                "Hãy thêm tệp này vào gói, hoặc sửa tên trong procedure.yaml.",
            )
    elif not document.processes:
        yield error(
            "no-process",
            document.file,
            None,
            "Sơ đồ không có quy trình (process) nào.",
            "Hãy vẽ một quy trình có sự kiện bắt đầu, các bước và sự kiện kết thúc.",
        )
    elif not bundle.starting:
        yield error(
            "not-executable",
            document.file,
            document.processes[0].id or None,
            "Quy trình chưa được đánh dấu là chạy được.",
            'Hãy bật “Executable” cho quy trình (isExecutable="true").',
        )
    elif len(bundle.starting) > 1:
        listed = ", ".join(process.id for process in bundle.starting)
        yield error(
            "several-executable",
            document.file,
            bundle.starting[1].id,
            f"Tệp có {len(bundle.starting)} quy trình chạy được ({listed}); hồ sơ không biết "
            "bắt đầu ở đâu.",
            "Hãy chỉ để một quy trình “Executable”; quy trình được gọi thì để tắt hoặc ở tệp khác.",
        )


def check_processes(bundle: Bundle) -> Iterator[Problem]:
    """A call must know which process it means."""
    if len(bundle.used) > MOST_PROCESSES:
        yield error(
            "too-large",
            bundle.main,
            None,
            f"Gói có {len(bundle.used)} quy trình gọi nhau, nhiều nhất là {MOST_PROCESSES}.",
            "Hãy gộp bớt các quy trình con.",
        )
    seen: dict[str, str] = {}
    for document in bundle.documents.values():
        for process in document.processes:
            if process.id and not ELEMENT_ID.fullmatch(process.id):
                yield bad_id(document.file, process.id)
            other = seen.setdefault(process.id, document.file)
            if other != document.file:
                yield error(
                    "duplicate-process",
                    document.file,
                    process.id,
                    f"Mã quy trình “{process.id}” đã có ở tệp “{other}”.",
                    "Hãy đặt mã khác cho một trong hai quy trình.",
                )


def check_document(document: Document) -> Iterator[Problem]:
    """Ids and scripts."""
    for id in document.duplicates:
        yield error(
            "duplicate-id",
            document.file,
            id,
            f"Mã “{id}” được dùng cho nhiều phần tử.",
            "Mỗi phần tử phải có một mã riêng; hãy đổi mã của phần tử được chép lại.",
        )
    for tag in document.nameless:
        yield error(
            "no-id",
            document.file,
            None,
            f"Một phần tử {tag} không có mã (id).",
            "Hãy đặt mã cho phần tử, hoặc mở và lưu lại bằng trình soạn BPMN.",
        )
    for holder in document.scripts:
        yield error(
            "script",
            document.file,
            holder,
            "Sơ đồ chứa một đoạn mã lệnh (script). Mã lệnh trong sơ đồ có thể đọc và sửa mọi "
            "thứ trên máy chủ, nên không bao giờ được chạy.",
            "Hãy thay bằng một bước máy (service task) có sẵn, hoặc một bước cho người làm.",
        )


def check_drawing(document: Document, scopes: Collection[Scope]) -> Iterator[Problem]:
    """What is not drawn is not seen."""
    ids = [id for s in scopes for id in (*s.nodes, *(flow.id for flow in s.flows)) if id]
    missing = [id for id in ids if id not in document.drawn]
    if missing and len(missing) == len(ids):
        yield warning(
            "not-drawn",
            document.file,
            None,
            "Tệp không có phần hình vẽ (diagram interchange).",
            "Hãy mở bằng trình soạn BPMN, sắp xếp hình và lưu lại.",
        )
        return
    for id in missing:
        yield warning(
            "not-drawn",
            document.file,
            id,
            f"Phần tử “{id}” không được vẽ trên sơ đồ.",
            "Hãy vẽ lại phần tử này để người đọc thấy nó.",
        )
