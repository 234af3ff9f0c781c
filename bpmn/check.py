"""Everything that an author should hear about a bundle's diagrams, in one list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from bpmn.bundle import MOST_PROCESSES, Bundle, read
from bpmn.checks.attributes import Known, check_attributes, check_returns
from bpmn.checks.calls import check_calls
from bpmn.checks.events import check_events
from bpmn.checks.files import check_document, check_drawing, check_main, check_processes
from bpmn.checks.flows import check_flows
from bpmn.checks.gateways import check_gateways
from bpmn.checks.nodes import check_nodes, check_size
from bpmn.checks.times import check_groups
from bpmn.checks.tokens import check_deadlock
from bpmn.expressions import FactType
from bpmn.values import Problem, Severity


def check(
    files: Mapping[str, bytes],
    main: str,
    *,
    facts: Mapping[str, FactType] | None = None,
    forms: Collection[str] | None = None,
    documents: Collection[str] | None = None,
    machine_steps: Collection[str] | None = None,
) -> tuple[Problem, ...]:
    """Judge the diagrams of a bundle: errors keep it from running, warnings do not.

    `files` maps paths inside the bundle to bytes, `main` is the path of the diagram that starts
    the dossier. Each of the named sets is compared only when it is given: the declared facts,
    and the forms, documents and machine steps that there are. Never raises for what is in a
    file; errors come first.
    """
    known = Known(forms, documents, machine_steps)
    bundle = read(files, main)
    found = list(check_bundle(bundle, facts, known))
    if not _broken(found):
        for scope in bundle.used:
            found += [*check_deadlock(scope), *check_groups(scope)]
    return _errors_first(found)


def check_bundle(
    bundle: Bundle, facts: Mapping[str, FactType] | None = None, known: Known | None = None
) -> tuple[Problem, ...]:
    """What keeps a bundle that is already read from being compiled.

    A deadlock does not: a bundle that was published before a release learned to see it must still
    run, and says so when a dossier is stuck.
    """
    found = [*bundle.unread, *_check(bundle, facts, known or Known())]
    if not _broken(found):
        found += check_returns(bundle, bundle.starting[0])
    return _errors_first(found)


def _broken(found: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in found)


def _errors_first(found: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(found, key=lambda problem: problem.severity is not Severity.ERROR))


def _check(bundle: Bundle, facts: Mapping[str, FactType] | None, known: Known) -> Iterator[Problem]:
    yield from check_main(bundle)
    yield from check_processes(bundle)
    for document in bundle.documents.values():
        yield from check_document(document)
        yield from check_drawing(document, [s for s in bundle.used if s.file == document.file])
    too_large = [problem for scope in bundle.used for problem in check_size(scope)]
    if too_large or len(bundle.used) > MOST_PROCESSES:
        yield from too_large
        return
    for scope in bundle.used:
        yield from check_nodes(scope, lanes=scope.lanes or scope in bundle.starting)
        yield from check_events(scope)
        yield from check_flows(scope)
        yield from check_gateways(scope, facts)
        yield from check_attributes(scope, known)
    yield from check_calls(bundle)
