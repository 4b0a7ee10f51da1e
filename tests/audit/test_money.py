"""Growth, pipelines, contracts, revenue and quotas."""

from dataclasses import replace
from decimal import Decimal

from tests.audit.worlds import YUNNAN, fact, project, row, target, world, yunnan

from lianzhang.audit import Need, Quota, Standing, run
from lianzhang.core import Quantity


def only(rule, *facts, **more):
    return run(world(*facts, **more), [rule])


def output(number, value, time, **more):
    return target(
        number, None, value, "CNY", time, measure="output_value", subject="云南省新能源电池产业产值", **more
    )


def test_growth_between_the_targets_of_yunnan():
    (finding,) = only("needed_growth", *yunnan())
    figures = dict(finding.figures)
    # √(100 ÷ 20) − 1 = 123.607 %, against the country's 53.4 %
    assert round(figures["need"].value, 3) == Decimal("123.607")
    assert (figures["years"].value, figures["history"].value) == (Decimal(2), Decimal("53.4"))
    assert finding.kind == "implies"


def test_growth_within_history_is_no_finding():
    assert not only("needed_growth", output("a", 20, "2022"), output("b", 40, "2024"))


def test_the_steepest_step_is_named_when_the_whole_way_is_not_steep():
    line = [
        output("a", 80, "2024"),
        output("b", 150, "2025"),
        output("c", 250, "2027"),
        output("d", 500, "2032"),
    ]
    (finding,) = only("needed_growth", *line)
    figures = dict(finding.figures)
    # 150 ÷ 80 − 1 = 87.5 %; over all eight years (500 ÷ 80)^(1 ÷ 8) − 1 = 25.7 %, below 53.4 %
    assert (figures["need"].value, figures["years"].value) == (Decimal("87.5"), Decimal(1))
    assert not only("needed_growth", *line[2:])


def test_growth_of_another_field_is_no_history():
    own = fact("g", "growth", 130, "%", place=YUNNAN, time="2023", subject="云南省地区生产总值")
    assert only("needed_growth", own, *yunnan())


def test_the_latest_actual_year_is_the_start_and_half_years_are_taken_to_the_year():
    half = fact(
        "h", "output_value", 10, "CNY", subject="云南省新能源电池产业产值", place=YUNNAN, time="2022-H1"
    )
    (finding,) = only("needed_growth", half, output("b", 80, "2024"))
    figures = dict(finding.figures)
    assert (figures["start"].value, figures["need"].value) == (Decimal(20), Decimal(100))
    assert "进度" in figures["start"].basis.inputs[1][1].basis.text.zh


def test_the_place_s_own_growth_is_history():
    own = fact("g", "growth", 160, "%", place=YUNNAN, time="2023")
    assert only("needed_growth", *yunnan())
    assert not only("needed_growth", own, *yunnan())


def test_pipeline_in_tonnes_is_weighted_by_stage():
    goal = target("t", "正极材料", 1_000_000, "t/a", "2024")
    projects = (
        project(1, "甲", product="磷酸铁锂", capacity=200_000, capacity_unit="t/a", stage="在建"),
        project(
            2,
            "乙",
            product="正极材料",
            capacity=100_000,
            capacity_unit="t/a",
            stage="签约",
            place="云南省曲靖市",
        ),
        project(3, "丙", product="正极材料", capacity=900_000, capacity_unit="t/a", place="贵州省"),
        project(4, "丁", product="正极材料", capacity=900_000, capacity_unit="t/a", due={"投产": "2026-05"}),
        project(5, "戊", product="隔膜", capacity=900_000, capacity_unit="t/a"),
    )
    (finding,) = only("target_against_pipeline", goal, projects=projects)
    figures = dict(finding.figures)
    # 200,000 × 0.9 + 100,000 × 0.4 = 220,000 t: 22 % of the target
    assert (figures["pipeline"].value, figures["coverage"].value) == (Decimal(220000), Decimal(22))
    assert figures["gap"].value == Decimal(780000)
    assert not only("target_against_pipeline", replace(goal, value=Decimal(200_000)), projects=projects)


def test_what_stands_by_the_table_counts_and_running_projects_are_in_it():
    goal = target("t", "正极材料", 1_000_000, "t/a", "2024")
    projects = (
        project(1, "甲", product="磷酸铁锂", capacity=100_000, capacity_unit="t/a", stage="达产"),
        project(2, "乙", product="磷酸铁锂", capacity=100_000, capacity_unit="t/a", stage="在建"),
        project(3, "丙", product="三元正极材料", stage="在建"),
    )
    lfp = Quantity(Decimal(300_000), "t", row(1, "quantity"))
    standing = (
        Standing("云南省曲靖市", "lfp", lfp),
        Standing("贵州省", "lfp", lfp),
        Standing(YUNNAN, "cell_lfp", lfp),
    )
    (finding,) = only("target_against_pipeline", goal, projects=projects, standing=standing)
    figures = dict(finding.figures)
    # 300,000 of the table + 100,000 × 0.9 of 乙; 甲 runs and is in the table
    assert (figures["pipeline"].value, figures["blank"].value) == (Decimal(390_000), Decimal(1))
    assert "未填产能" in finding.sentence.zh


def test_targets_without_any_project_are_one_finding():
    goals = [target(i, name, 1000, "t/a", "2024") for i, name in (("a", "铜箔"), ("b", "电解液"))]
    (finding,) = only("target_against_pipeline", *goals, projects=(project(1, "甲", product="隔膜"),))
    assert finding.facts == ("a", "b")
    assert all(word in finding.sentence.zh for word in ("铜箔", "电解液"))


def test_no_register_says_nothing_and_an_empty_kind_says_zero():
    goal = target("t", "正极材料", 1_000_000, "t/a", "2024")
    assert not only("target_against_pipeline", goal)
    (finding,) = only(
        "target_against_pipeline",
        goal,
        projects=(project(1, "甲", product="隔膜", capacity=1, capacity_unit="m2/a"),),
    )
    assert dict(finding.figures)["coverage"].value == Decimal(0)


def test_pipeline_in_money_uses_prices_without_vat():
    plant = project(1, "甲", product="磷酸铁锂", capacity=100_000, capacity_unit="t/a", stage="达产")
    (finding,) = only("target_against_pipeline", output("o", 10**10, "2024"), projects=(plant,))
    # 34,635 ÷ 1.13 = 30,650.44 CNY/t × 100,000 t = 3,065,044,248 CNY
    assert round(dict(finding.figures)["pipeline"].value) == 3_065_044_248


def test_a_target_of_another_field_is_not_set_against_the_register():
    plant = project(1, "甲", product="磷酸铁锂", capacity=100, capacity_unit="t/a", stage="达产")
    goal = target("o", None, 10**10, "CNY", "2024", measure="output_value", subject="云南省材料产业规模")
    assert not only("target_against_pipeline", goal, projects=(plant,))
    assert only("target_against_pipeline", output("o", 10**10, "2024"), projects=(plant,))


def test_output_that_a_yuan_must_turn_over():
    invested = fact(
        "i",
        "investment",
        10 * 10**9,
        "CNY",
        stage="在建",
        subject="云南省新能源电池产业在建重大项目",
        place=YUNNAN,
        time="2023",
        modality="under_construction",
    )
    (finding,) = only("target_against_investment", output("o", 90 * 10**9, "2024"), invested)
    # 90 ÷ (10 × 0.9) = 10 yuan a yuan
    assert dict(finding.figures)["ratio"].value == Decimal(10)
    assert not only("target_against_investment", output("o", 9 * 10**9, "2024"), invested)


def test_investment_of_another_field_serves_no_target():
    invested = fact(
        "i",
        "investment",
        10 * 10**9,
        "CNY",
        stage="在建",
        subject="云南省磷化工在建项目",
        place=YUNNAN,
        time="2023",
        modality="under_construction",
    )
    assert not only("target_against_investment", output("o", 90 * 10**9, "2024"), invested)


def test_a_target_that_is_over_asks_for_no_pipeline():
    goal = target("t", "正极材料", 1_000_000, "t/a", "2024")
    plant = project(1, "甲", product="磷酸铁锂", capacity=1000, capacity_unit="t/a")
    assert only("target_against_pipeline", goal, projects=(plant,), as_of="2024-05-01")
    assert not only("target_against_pipeline", goal, projects=(plant,), as_of="2025-05-01")


def test_capacity_targets_at_full_load_short_of_the_output_target():
    (finding,) = only(
        "target_against_investment",
        output("o", 100 * 10**9, "2024"),
        target("c", "电芯", 50, "GWh/a", "2024"),
    )
    # 307e6 ÷ 1.13 = 271,681,415.93 CNY a GWh × 50 = 13,584,070,796; 100 ÷ 13.58407 = 736.156 %
    assert round(dict(finding.figures)["full"].value) == 13_584_070_796
    assert round(dict(finding.figures)["use"].value, 3) == Decimal("736.156")
    assert not only(
        "target_against_investment", output("o", 10**9, "2024"), target("c", "电芯", 50, "GWh/a", "2024")
    )


def test_capacity_targets_that_cannot_all_be_priced_say_nothing():
    goals = (output("o", 100 * 10**9, "2024"), target("c", "电芯", 50, "GWh/a", "2024"))
    unread = target("x", "某种未知产品", 10, "t/a", "2024")
    assert only("target_against_investment", *goals)
    assert not only("target_against_investment", *goals, unread)


def test_output_now_stands_beside_the_pipeline():
    plant = project(1, "甲", product="磷酸铁锂", capacity=100_000, capacity_unit="t/a", stage="达产")
    now = fact(
        "n", "output_value", 4 * 10**9, "CNY", subject="云南省新能源电池产业产值", place=YUNNAN, time="2023"
    )
    (finding,) = only(
        "target_against_pipeline",
        output("o", 10**10, "2024"),
        now,
        projects=(plant, replace(plant, id=2, stage="在建")),
    )
    # 4e9 + 0.9 × 3.065044e9: the plant that runs is in the output already
    assert round(dict(finding.figures)["pipeline"].value) == 6_758_539_823


def invest(number, value, measure, **more):
    return fact(
        number,
        "investment",
        value,
        "CNY",
        measure=measure,
        place=YUNNAN,
        subject="云南省新能源电池产业项目",
        **more,
    )


def test_completed_against_contracted():
    made, done = invest("a", 140 * 10**9, "合同投资"), invest("b", 40 * 10**9, "完成投资")
    (finding,) = only("contract_against_completed", made, done)
    assert finding.kind == "implies"
    assert round(dict(finding.figures)["rate"].value, 4) == Decimal("28.5714")
    more = replace(done, value=Decimal(150 * 10**9))
    assert [f.kind for f in only("contract_against_completed", made, more)] == ["impossible"]
    assert [f.kind for f in only("contract_against_completed", replace(made, time="2022"), more)] == [
        "not_comparable"
    ]
    assert not only("contract_against_completed", made, replace(done, value=Decimal(100 * 10**9)))


def test_completed_above_total_of_a_project_is_an_overrun_not_an_impossibility():
    plant = project(1, "甲", total_investment=100, completed_investment=120)
    assert [f.kind for f in only("contract_against_completed", projects=(plant,))] == ["implies"]


def test_revenue_and_output_value_are_set_side_by_side():
    revenue = fact("r", "output_value", 7_610_000_000, "CNY", measure="营业收入", subject="云南省新能源电池产业重点企业营业收入",
                   place=YUNNAN, time="2022-H1")  # fmt: skip
    (finding,) = only("revenue_against_output", revenue, *yunnan())
    assert finding.kind == "not_comparable"
    assert dict(finding.figures)["output"].value == Decimal(20 * 10**9)
    assert not only("revenue_against_output", *yunnan())


def test_need_above_quota():
    def q(value, unit):
        return Quantity(Decimal(value), unit, row(1, "limit"))

    needs = (Need("云南省昆明市", "能耗", 2024, q(30, "tce")), Need(YUNNAN, "能耗", 2024, q(20_000, "kgce")))
    (finding,) = only("need_above_quota", needs=needs, quotas=(Quota(YUNNAN, "能耗", 2024, q(40, "tce")),))
    assert finding.kind == "implies"
    assert dict(finding.figures)["short"].value == Decimal(10)
    assert not only("need_above_quota", needs=needs, quotas=(Quota(YUNNAN, "能耗", 2024, q(50, "tce")),))


def test_short_places_of_one_province_are_one_finding():
    def q(value):
        return Quantity(Decimal(value), "mu", row(1, "limit"), Decimal(value) / 2, Decimal(value) * 2)

    def limit(value):
        return Quantity(Decimal(value), "mu", row(1, "limit"))

    places = ("云南省昆明市", "云南省曲靖市", "贵州省贵阳市")
    needs = tuple(Need(p, "用地", 2025, q(v)) for p, v in zip(places, (100, 900, 500), strict=True))
    quotas = tuple(Quota(p, "用地", 2025, limit(80)) for p in places)
    found = only("need_above_quota", needs=needs, quotas=quotas)
    assert len(found) == 2
    two = next(f for f in found if "昆明市" in f.sentence.zh)
    assert two.sentence.zh.index("曲靖市") < two.sentence.zh.index("昆明市")
    assert dict(two.figures)["short"].value == Decimal(820)
    assert "低限" in two.sentence.zh  # 50 mu at the low end would fit into 80
    assert dict(two.figures)["short2"].low is None
