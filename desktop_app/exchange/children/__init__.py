"""Processes of our own that may die alone: how they start, what holds them, what ended them.

`child` starts one and waits for it, in the program; `start` is its first step, in the child. The program holds the
child from outside: a Job Object on Windows (`job_object`), limits of the process on Linux (`process_limits`).
"""
