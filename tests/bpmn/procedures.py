"""Diagrams to walk through; each is named for what is odd about it."""

from __future__ import annotations

from tests.bpmn.diagrams import body, diagram, process

Files = dict[str, bytes]

SUPPLEMENT = diagram(
    process(
        "supplement",
        """
        startEvent s
        userTask Thao
        eventBasedGateway g
        intermediateCatchEvent da_nop message=bo_sung
        intermediateCatchEvent het_han timer="30 ngày"
        endEvent co
        endEvent khong
        """,
        """
        s -> Thao -> g -> da_nop -> co
        g -> het_han -> khong
        """,
    ),
    messages=["bo_sung"],
)

SIGN = diagram(
    process(
        "sign",
        """
        startEvent s
        userTask LanhDao trinhky:power=sign
        serviceTask Dau_thoi_gian implementation=timestamp
        userTask VanThu trinhky:power=seal
        endEvent e
        """,
        "s -> LanhDao -> Dau_thoi_gian -> VanThu -> e",
    )
)

WARD_COPY: Files = {
    "diagram.bpmn": diagram(
        process(
            "ward_copy",
            """
            startEvent Start
            userTask Nhan trinhky:performer=one_stop trinhky:form=tiep_nhan
            userTask ThamDinh trinhky:returnsTo=Nhan
            exclusiveGateway x
            callActivity BoSung calledElement=supplement trinhky:policy=pause
            exclusiveGateway sau_bo_sung
            callActivity Ky calledElement=sign trinhky:document=ban_sao trinhky:returnsTo=ThamDinh
            userTask Tra
            endEvent End trinhky:outcome=granted
            endEvent HetHan trinhky:outcome=lapsed
            """,
            """
            Start -> Nhan -> ThamDinh -> x -> [a = true] BoSung -> sau_bo_sung -> [default] ThamDinh
            sau_bo_sung -> [b = true and c] HetHan
            x -> [default] Ky -> Tra -> End
            """,
        )
    ),
    "common/supplement.bpmn": SUPPLEMENT,
    "common/sign.bpmn": SIGN,
}
"""Calls in a row, a wait inside a call, a loop through a call; ids that the library uses too."""

CONSULTATION: Files = {
    "diagram.bpmn": diagram(
        process(
            "consultation",
            """
            startEvent s
            userTask Nhan
            exclusiveGateway lai
            parallelGateway tach
            userTask So_A
            userTask So_B
            userTask So_C
            exclusiveGateway c_lai
            callActivity BoSung calledElement=supplement
            parallelGateway gop
            userTask TongHop
            exclusiveGateway x
            endEvent e
            """,
            """
            s -> Nhan -> lai -> tach -> So_A -> gop -> TongHop -> x -> [default] e
            tach -> So_B -> gop
            tach -> So_C -> c_lai -> [a] BoSung -> So_C
            c_lai -> [default] gop
            x -> [b] lai
            """,
        )
    ),
    "common/supplement.bpmn": SUPPLEMENT,
}
"""A block of three that is gone through again, with a loop through a call in one branch."""

PARALLEL_CALLS: Files = {
    "diagram.bpmn": diagram(
        process(
            "parallel_calls",
            """
            startEvent s
            parallelGateway tach
            callActivity Mot calledElement=supplement
            callActivity Hai calledElement=supplement
            callActivity Ba calledElement=nested
            parallelGateway gop
            userTask Cuoi
            endEvent e
            """,
            """
            s -> tach -> Mot -> gop -> Cuoi -> e
            tach -> Hai -> gop
            tach -> Ba -> gop
            """,
        ),
        process(
            "nested",
            """
            startEvent n_s
            exclusiveGateway n_lai
            callActivity Trong calledElement=supplement
            userTask Xem
            exclusiveGateway n_x
            endEvent n_e
            """,
            """
            n_s -> n_lai -> Trong -> Xem -> n_x -> [default] n_e
            n_x -> [a] n_lai
            """,
            executable=False,
            flow_prefix="n_f",
        ),
    ),
    "common/supplement.bpmn": SUPPLEMENT,
}
"""The same process entered twice at once, and once more inside a third."""

BOUNDARIES: Files = {
    "diagram.bpmn": diagram(
        process(
            "boundaries",
            """
            startEvent s
            exclusiveGateway lai
            userTask ThamDinh
            boundaryEvent nhac attachedToRef=ThamDinh cancelActivity=false timer="2 ngày"
            boundaryEvent rut attachedToRef=ThamDinh message=rut_ho_so
            userTask GiaiTrinh
            callActivity Ky calledElement=sign
            boundaryEvent ky_muon attachedToRef=Ky timer="1 ngày"
            boundaryEvent bao attachedToRef=Ky cancelActivity=false message=bao_tin
            receiveTask Cho message=ket_qua
            boundaryEvent cho_lau attachedToRef=Cho timer="15 ngày"
            endEvent Rut
            endEvent DaNhac
            endEvent DaBao
            endEvent Xong
            """,
            """
            s -> lai -> ThamDinh -> Ky -> Cho -> Xong
            rut -> Rut
            nhac -> GiaiTrinh -> DaNhac
            ky_muon -> lai
            bao -> DaBao
            cho_lau -> lai
            """,
        ),
        messages=["rut_ho_so", "bao_tin", "ket_qua"],
    ),
    "common/sign.bpmn": SIGN,
}
"""Interrupting and not, timers and messages, on a task, a call and a receive task."""

EMBEDDED: Files = {
    "diagram.bpmn": diagram(
        process(
            "embedded",
            """
            startEvent s
            userTask Truoc
            userTask Sau
            exclusiveGateway x
            boundaryEvent qua_han attachedToRef=Con timer="5 ngày"
            parallelGateway tach
            userTask Ben
            endEvent e
            endEvent Dung terminate=yes
            """,
            """
            s -> Truoc -> tach -> Con -> Sau -> x -> [default] e
            tach -> Ben -> e
            x -> [a] Dung
            qua_han -> Sau
            """,
            raw='<bpmn:subProcess id="Con" name="Con">'
            + body(
                """
                startEvent s1
                parallelGateway t1
                userTask A
                userTask B
                exclusiveGateway x1
                endEvent e1
                endEvent e2 terminate=yes
                """,
                """
                s1 -> t1 -> A -> e1
                t1 -> B -> x1 -> [default] e1
                x1 -> [b] e2
                """,
                "g",
            )
            + "</bpmn:subProcess>",
        )
    )
}
"""An embedded sub-process, ends that terminate, a parallel branch that is never joined."""

DEPARTMENTS: Files = {
    "diagram.bpmn": diagram(
        process(
            "departments",
            """
            startEvent s
            userTask Chon
            exclusiveGateway lai
            inclusiveGateway tach
            userTask A
            userTask B
            userTask C
            parallelGateway c_tach
            userTask C1
            userTask C2
            parallelGateway c_gop
            inclusiveGateway gop
            userTask TongHop
            exclusiveGateway x
            endEvent e
            """,
            """
            s -> Chon -> lai -> tach -> [a] A -> gop -> TongHop -> x -> [default] e
            tach -> [b] B -> gop
            tach -> [default] C -> c_tach -> C1 -> c_gop -> gop
            c_tach -> C2 -> c_gop
            x -> [c] lai
            """,
        )
    )
}
"""Inclusive choice and join, gone through again."""

ALL: dict[str, Files] = {
    "ward_copy": WARD_COPY,
    "consultation": CONSULTATION,
    "parallel_calls": PARALLEL_CALLS,
    "boundaries": BOUNDARIES,
    "embedded": EMBEDDED,
    "departments": DEPARTMENTS,
}
MAIN = "diagram.bpmn"
