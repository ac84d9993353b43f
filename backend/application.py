"""The FastAPI app: routes, limits, error answers, and the workers that live with it."""

import asyncio
import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from backend import capabilities
from backend.access import problems
from backend.accounts import agent_endpoints
from backend.accounts import endpoints as accounts
from backend.blobs import endpoints as blobs
from backend.channel_accounts import endpoints as channel_accounts
from backend.channel_accounts.numbers import warn_of_twins
from backend.channels.runtime import ChannelRuntime
from backend.customers import endpoints as customers
from backend.errors import install
from backend.feed import endpoints as feed
from backend.insights import endpoints as insights
from backend.limits import BodyLimit
from backend.operations import endpoints as operations
from backend.presence import endpoints as presence
from backend.reviews import endpoints as reviews
from backend.search import endpoints as search
from backend.services import Services
from backend.shelf import endpoints as shelf
from backend.threads import endpoints as threads
from backend.training import endpoints as training
from backend.version import VERSION

# A request is compared with one route after the other: those that everybody asks for all the time come first.
_MODULES = (
    feed,
    operations,
    presence,
    capabilities,
    accounts,
    agent_endpoints,
    channel_accounts,
    customers,
    reviews,
    insights,
    training,
    search,
    shelf,
    threads,
    blobs,
)


def create_app(services: Services) -> FastAPI:
    """The app over these services; its lifespan starts and stops the workers and closes the database."""
    runtime = ChannelRuntime(
        services.database,
        services.vault,
        services.intake,
        services.blobs,
        services.clock,
        services.new_id,
        services.settings.max_webhook_bytes,
        services.rush,
    )
    app = FastAPI(
        title="Braid",
        version=VERSION,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_Life(services, runtime).span,
        generate_unique_id_function=_operation_id,
    )
    app.state.services = services
    install(app)
    app.add_middleware(BodyLimit, settings=services.settings)
    app.router.routes.extend(_routes())
    app.include_router(runtime.router, responses=problems(401, 403, 404, 413))
    return app


@functools.cache
def _routes() -> tuple[BaseRoute, ...]:
    """All that do not depend on the services. Working out their types takes long, so apps of one process share them."""
    shared = APIRouter(generate_unique_id_function=_operation_id)
    for module in _MODULES:
        shared.include_router(module.router)
    return tuple(shared.routes)


def _operation_id(route: APIRoute) -> str:
    return route.name


class _Life:
    """What runs beside the requests."""

    def __init__(self, services: Services, runtime: ChannelRuntime) -> None:
        self._services = services
        self._runtime = runtime

    @asynccontextmanager
    async def span(self, app: FastAPI) -> AsyncIterator[None]:
        """From the first request to the last."""
        await asyncio.to_thread(warn_of_twins, self._services.database)
        self._services.assessor.warm()
        self._services.hub.start()
        self._services.snooze.start()
        self._services.surveys.start()
        self._services.warnings.start()
        self._services.complaint_clock.start()
        self._services.search_backlog.start()
        self._services.insights_backlog.start()
        self._services.assessment_backlog.start()
        await self._runtime.start()
        try:
            yield
        finally:
            self._services.hub.close()
            await self._services.snooze.stop()
            await self._services.surveys.stop()
            await self._services.warnings.stop()
            await self._services.complaint_clock.stop()
            await self._services.search_backlog.stop()
            await self._services.insights_backlog.stop()
            await self._services.assessment_backlog.stop()
            await self._runtime.stop()
            await asyncio.to_thread(self._services.database.close)
