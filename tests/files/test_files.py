"""Files are written whole or not at all, and a file that exists is kept."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pathways.errors import OutputError
from pathways.files import write_file, write_files


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_text_is_written_as_utf8_with_its_own_line_ends(tmp_path):
    write_file(tmp_path / "a", "été\r\n\n")
    assert (tmp_path / "a").read_bytes() == "été\r\n\n".encode()


def test_a_file_that_exists_is_kept_unless_forced(tmp_path):
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(OutputError, match="--force"):
        write_file(path, "new")
    assert path.read_text() == "old"
    write_file(path, "new", force=True)
    assert path.read_text() == "new"
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize(("name", "said"), [("absent/a", "does not exist"), ("", "is a folder")])
def test_a_place_that_cannot_be_written_is_said(tmp_path, name, said):
    with pytest.raises(OutputError, match=said):
        write_file(tmp_path / name, "x", force=True)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_file_and_no_rubbish(tmp_path, monkeypatch):
    write_file(tmp_path / "a", "old")

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_file(tmp_path / "a", "new", force=True)
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_text() == "old"


def test_a_link_keeps_pointing_and_permissions_are_those_of_the_old_file(tmp_path):
    target = tmp_path / "real"
    target.write_text("old")
    target.chmod(0o640)
    (tmp_path / "link").symlink_to(target)
    write_file(tmp_path / "link", "new", force=True)
    assert (tmp_path / "link").is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path):
    (tmp_path / "plain").write_text("")
    write_file(tmp_path / "a", "")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_device_is_written_to_directly():
    assert write_file("/dev/null", "x") == Path("/dev/null")
    assert not Path("/dev/null").is_file()


def test_several_files_come_together_or_not_at_all(tmp_path):
    write_files(tmp_path / "new", {"a.csv": "1", "b.csv": b"2"})
    assert names(tmp_path / "new") == ["a.csv", "b.csv"]
    with pytest.raises(OutputError, match=r"b\.csv exists"):
        write_files(tmp_path / "new", {"c.csv": "3", "b.csv": "4"})
    assert names(tmp_path / "new") == ["a.csv", "b.csv"]
    assert (tmp_path / "new" / "b.csv").read_text() == "2"


def test_a_folder_made_for_files_that_fail_is_taken_away(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "broken disk")))
    with pytest.raises(OutputError, match="broken disk"):
        write_files(tmp_path / "new", {"a": "1"})
    assert list(tmp_path.iterdir()) == []


def test_several_files_do_not_go_into_a_file_or_an_absent_parent(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is a file"):
        write_files(tmp_path / "file", {"a": ""})
    with pytest.raises(OutputError, match="does not exist"):
        write_files(tmp_path / "absent" / "new", {"a": ""})
