"""Sentences about batches: folders, files that failed, and clusters."""

from __future__ import annotations

from typing import Final

from engine.messages.message import message, template

FOLDER_UNREACHABLE: Final = message("folder_unreachable", "The folder cannot be reached.")
A_FILE: Final = message("folder_is_file", "This is a file, not a folder.")
NAME_ITS_FOLDER: Final = message("name_its_folder", "Name the folder that the file lies in.")
FOLDER_CLOSED: Final = message("folder_closed", "The folder cannot be looked into.")
FOLDER_LINK: Final = message("folder_is_link", "This is a link to a folder, which is not followed.")
READ_LINKED_FOLDER: Final = message("read_linked_folder", "Read the folder that it leads to.")
FOLDER_GONE: Final = message("folder_gone", "The folder can no longer be reached.")
CONNECT_DISK: Final = message(
    "connect_disk_and_resume", "Connect its disk again, then resume: what was read is kept."
)

FAULT: Final = template(
    "fault_of_program", "A fault of the program itself prevented the answer ({error})."
)
REPORT_FAULT: Final = message(
    "report_fault", "Open the file by itself; if that fails too, please report it."
)
NO_MEMORY: Final = message("no_memory", "There was not enough memory for this file.")
FEWER_WORKERS: Final = message(
    "fewer_workers", "Close other programs, or read it with fewer workers."
)

NO_DASK: Final = message("no_dask", "Reading on a cluster needs Dask, which is not installed.")
INSTALL_EXTRA: Final = message(
    "install_cluster_extra", "Install the program with its extra named cluster."
)
SCHEDULER_SILENT: Final = template("scheduler_silent", "The scheduler {address} does not answer.")
CHECK_SCHEDULER: Final = message(
    "check_scheduler", "Check the address, and that the scheduler runs: dask scheduler"
)
NO_WORKERS: Final = message("no_workers", "The scheduler has no workers.")
START_WORKERS: Final = template("start_workers", "Start some: dask worker {address}")
SCHEDULER_LOST: Final = message("scheduler_lost", "The scheduler of the cluster is lost.")
START_SCHEDULER: Final = message(
    "start_scheduler", "Start it again, then resume: what was read is kept."
)
CLUSTER_FAULT: Final = template("cluster_fault", "The cluster cannot run the program ({error}).")
INSTALL_SAME_EVERYWHERE: Final = message(
    "install_same_everywhere",
    "Install the same version of it on the scheduler and on all workers.",
)
WORKER_DIFFERS: Final = message(
    "worker_differs",
    "A worker of the cluster has other models, or another version of the program.",
)
INSTALL_SAME: Final = message(
    "install_same", "Install the same version on all computers of the cluster."
)
WORKERS_ENDED: Final = message(
    "workers_ended", "Every worker of the cluster that read this file ended."
)
WORKERS_NEED_MEMORY: Final = message(
    "workers_need_memory",
    "Read the file by itself; if it is intact, the workers need more memory.",
)
