"""When a child that ended is started again."""

from config.supervisor import FIRST_PAUSE, LONGEST_PAUSE, STEADY_AFTER, Child


def test_a_child_that_keeps_failing_is_tried_ever_more_slowly_up_to_a_limit():
    child = Child("web", ["true"])

    pauses = [child.plan_restart(now=0.0) for _ in range(9)]

    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pauses[-1] == LONGEST_PAUSE


def test_a_child_that_had_run_steadily_comes_back_at_once():
    child = Child("web", ["true"])
    for _ in range(9):
        child.plan_restart(now=0.0)

    pause = child.plan_restart(now=STEADY_AFTER)

    assert pause == FIRST_PAUSE
    assert child.start_at == STEADY_AFTER + FIRST_PAUSE
