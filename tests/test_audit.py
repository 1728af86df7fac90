"""What `make audit` says: never that all is well when nobody answered."""

import json

from tests.audit import verdict


def test_no_network_is_said_plainly_and_is_no_success() -> None:
    status, text = verdict("", "Traceback ...\nConnectionError: no route to host")
    assert status == 2
    assert text.startswith("Nothing was audited: the advisory service did not answer")
    assert "no route to host" in text


def test_a_service_that_knows_no_package_is_no_success() -> None:
    answer = json.dumps({"dependencies": [{"name": "a", "skip_reason": "not found"}]})
    assert verdict(answer, "") == (
        2,
        "Nothing was audited: the advisory service knows none of the packages.",
    )


def test_faults_are_named_with_the_version_that_mends_them() -> None:
    fault = {"id": "PYSEC-1", "fix_versions": ["1.1"]}
    packages = [
        {"name": "a", "version": "1.0", "vulns": [fault]},
        {"name": "b", "version": "2.0", "vulns": []},
        {"name": "c", "skip_reason": "not found"},
    ]
    status, text = verdict(json.dumps({"dependencies": packages}), "")
    assert status == 1
    assert text.splitlines() == [
        "a 1.0: PYSEC-1, mended in 1.1",
        "Not audited: c.",
        "2 audited, 1 with faults.",
    ]
    assert verdict(json.dumps({"dependencies": packages[1:2]}), "")[0] == 0
