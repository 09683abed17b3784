"""What a worker has done once, so that no document and no successor does it again."""

from __future__ import annotations

from hashlib import sha256

import pytest

from pipeline.batch.work import Basis, Job, warm_up
from pipeline.process.pool import Done, run_isolated
from tests.batch import document_jobs
from tests.tools.places import PLANS


@pytest.mark.slow
def test_a_warm_worker_imports_nothing_more_and_can_be_forked() -> None:
    basis = Basis(against=("112/QĐ-TTg", "auto"))
    paths = sorted(path for path in PLANS.iterdir() if path.suffix in (".docx", ".txt"))
    jobs = [(path.name, Job(str(path), path.name, sha256(path.read_bytes()).hexdigest(), basis)) for path in paths]
    outcomes = list(
        run_isolated(document_jobs.freshly_imported, jobs, workers=1, recycle=1, initializer=warm_up, initargs=(basis,))
    )
    assert outcomes == [Done(path.name, ([], 1)) for path in paths]
