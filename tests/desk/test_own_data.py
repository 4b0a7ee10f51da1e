"""An office's own weights and bands; notes from registers; what is being done about a gap."""

from decimal import Decimal

import pytest
from tests.desk.places_sample import project
from tests.desk.test_gaps import CELLS, HERE

from lianzhang.audit.world import packaged_weights
from lianzhang.core import InputError, RowBasis
from lianzhang.desk.gaps import (
    find_gaps,
    firms_from_leads,
    firms_from_registers,
    follow_up,
    lines_as_plants,
    plants_of,
)
from lianzhang.desk.leads import leads_of
from lianzhang.desk.matters import Matter
from lianzhang.desk.pipeline import coming, count_once, parse_bands, parse_weights, roll_up
from lianzhang.ledger.records import Record


def test_own_weights_change_what_may_come_and_say_from_where():
    own = parse_weights('source = "办法"\n[stage_weight]\n"在建" = "0.5"\n', "weights.toml")
    made = project(
        1,
        "一期",
        "湖南省郴州市",
        5,
        product="磷酸铁锂",
        capacity=Decimal(100),
        capacity_unit="t/a",
        due={"投产": "2026"},
    )
    (found,) = coming(count_once([made]), own)
    assert found.expected.value == 50 and found.weight.basis.source == "办法"
    assert own["签约"] == packaged_weights()["签约"]


def test_faults_of_weights_and_bands_are_told_at_once():
    with pytest.raises(InputError) as told:
        parse_weights('[stage_weight]\n"在建" = "1.2"\n"签约中" = "0.3"\n"开工" = true\n', "weights.toml")
    assert [p.field for p in told.value.problems] == [
        "stage_weight.在建",
        "stage_weight.签约中",
        "stage_weight.开工",
    ]
    assert told.value.problems[1].nearest == "签约"
    for text in ("[stage_weight", "", "[stage_weight]\n"):
        with pytest.raises(InputError):
            parse_weights(text, "weights.toml")
    with pytest.raises(InputError) as told:
        parse_bands('[[band]]\nname = "大"\nfloor = "x"\n[[band]]\nfloor = "5"\n', "bands.toml")
    assert len(told.value.problems) == 2
    with pytest.raises(InputError, match="0"):
        parse_bands('[[band]]\nname = "大"\nfloor = "5"\n', "bands.toml")


def test_own_bands_sort_the_pipeline():
    sizes = parse_bands(
        '[[band]]\nname = "小"\nfloor = "0"\n[[band]]\nname = "大"\nfloor = "10"\n', "bands.toml"
    )
    cells = roll_up(
        count_once([project(1, "甲", "湖南省", 9), project(2, "乙", "湖南省", 10)]), ("band",), sizes=sizes
    )
    assert [(c.key[0], c.total.value) for c in cells] == [("大", 10), ("小", 9)]


def row(register, number, labels=None, **values):
    return Record(
        register,
        number,
        1,
        values,
        labels or {},
        {k: RowBasis(f"{register}.csv", number, k, ()) for k in values},
    )


def test_registers_tell_of_firms_and_talks_count_only_for_the_place_they_are_about():
    notes = (
        *firms_from_registers(
            [row("enterprises", 1, name="甲公司", products=("锂电铜箔",), place="湖南省岳阳市")],
            [row("capacity_lines", 2, {"enterprise": "乙公司"}, product="铜箔", place="广东省梅州市", status="投产")],
            [row("supply_links", 3, {"supplier": "乙公司", "buyer": "公司1"}, product="铜箔", status="供货"),
             row("supply_links", 4, {"supplier": "丙公司", "buyer": "公司1"}, product="铜箔", status="停止")],
        ),
        *firms_from_leads(leads_of([row("leads", 5, firm="甲公司", segment="铜箔", stage="谈判", place="湖南省长沙市"), row("leads", 6, firm="丁公司", segment="铜箔", stage="终止")])),
    )  # fmt: skip
    plants = plants_of([CELLS])
    (foil,) = [g for g in find_gaps(plants, notes=notes, owners={"项目1": "公司1"}) if g.name.zh == "铜箔"]
    assert {c.firm: {w for w, _, _ in c.reasons} for c in foil.firms} == {
        "乙公司": {"makes", "supplies_here"},
        "甲公司": {"makes"},
    }


def test_lines_that_run_are_plants():
    lines = [
        row("capacity_lines", 1, {"enterprise": "甲"}, product="铜箔", place=HERE, capacity=Decimal(500), capacity_unit="t/a", status="投产"),
        row("capacity_lines", 2, {"enterprise": "甲"}, product="铜箔", place=HERE, capacity=Decimal(900), capacity_unit="t/a", status="在建"),
        row("capacity_lines", 3, {"enterprise": "甲"}, product="铜箔", place=HERE, capacity=Decimal(9), capacity_unit="GWh/a", status="投产"),
    ]  # fmt: skip
    assert [(p.capacity.value, firm) for p, firm in lines_as_plants(lines)] == [(500, "甲")]


@pytest.mark.parametrize(
    ("due", "answered", "state"),
    [
        ("2024-09-30", None, "open"),
        ("2024-05-31", None, "overdue"),
        ("2024-05-31", "2024-05-01", "answered"),
        (None, None, "open"),
    ],
)
def test_a_gap_shows_what_is_being_done(due, answered, state):
    gaps = find_gaps(plants_of([CELLS]))
    foil = next(g for g in gaps if g.name.zh == "铜箔")
    matter = Matter(foil.origin, "铜箔", "商务局", None, "2024-04-01", due, answered, None, id=1)
    gone = Matter("gap:别处:copper_foil", "别处铜箔", "商务局", None, "2024-04-01", id=2)
    follow, done = follow_up(gaps, [matter, gone], (), "2024-06-30")
    assert {f.origin: f.state for f in follow if f.state != "none"} == {foil.origin: state}
    assert [m.id for m in done] == [2]
