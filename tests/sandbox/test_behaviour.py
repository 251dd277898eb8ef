"""Commanded misbehaviour: the queue, and the way to command it over HTTP."""

import pytest
import requests
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from notices.sandbox.behaviour import GARBAGE, Behaviour, Command, Kind, control_router
from notices.sandbox.serving import serve


def test_commands_are_used_up_in_their_order() -> None:
    """Then all is well again."""
    behaviour = Behaviour()
    behaviour.command("429", times=2, seconds=5)
    behaviour.command("reset")
    taken = [behaviour.take() for _ in range(4)]
    assert taken == [Command(Kind.LIMITED, 5), Command(Kind.LIMITED, 5), Command(Kind.RESET), Command(Kind.OK)]


def test_an_unknown_misbehaviour_is_refused() -> None:
    """A misspelt command must not pass as good behaviour."""
    with pytest.raises(ValueError, match="explode"):
        Behaviour().command("explode")


@pytest.mark.slow
def test_a_vendor_is_commanded_over_http() -> None:
    """What is posted is queued and shown; "ok" clears; what makes no sense is refused."""
    behaviours = {"x": Behaviour(), "twilio": Behaviour()}
    app = FastAPI()
    app.include_router(control_router(behaviours))
    slow = {"behave": "slow", "seconds": 1.5}
    with serve(app) as url, requests.Session() as client:
        queued = client.post(f"{url}/_control/x", json={**slow, "times": 2}).json()
        shown = client.get(f"{url}/_control").json()
        cleared = client.post(f"{url}/_control/x", json={"behave": "ok"}).json()
        refused = [
            client.post(f"{url}/_control/{vendor}", json=wish).status_code
            for vendor, wish in [("fax", slow), ("x", {"behave": "explode"}), ("x", {**slow, "times": 0})]
        ]
    assert queued == [slow, slow]
    assert shown == {"x": [slow, slow], "twilio": []}
    assert cleared == []
    assert refused == [404, 422, 422]


@pytest.mark.slow
def test_a_vendor_takes_the_parcel_and_its_answer_is_none() -> None:
    """It dies in the middle of the answer, or says something else; either way the parcel is in."""
    behaviour, taken = Behaviour(), []
    app = FastAPI()

    def take() -> Response:
        taken.append("parcel")
        return JSONResponse({"id": "1", "text": "0123456789"})

    async def receive(request: Request) -> Response:
        await request.body()
        return await behaviour.apply(request, answer=take, limited=lambda _: Response(), broken=Response)

    app.add_api_route("/", receive, methods=["POST"])
    behaviour.command("broken_off")
    behaviour.command("garbage")
    with serve(app) as url:
        with pytest.raises(requests.RequestException, match="IncompleteRead"):
            requests.post(url, data=b"parcel", timeout=5)
        said = requests.post(url, data=b"parcel", timeout=5)
        well = requests.post(url, data=b"parcel", timeout=5)
    assert (said.status_code, said.text, well.json()["id"]) == (200, GARBAGE, "1")
    assert taken == ["parcel"] * 3
