# One build for every process; each target starts one of them as an unprivileged user.
FROM node:20-bookworm-slim AS build
WORKDIR /app
ENV CI=true NEXT_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1
COPY . .
RUN npx -y pnpm@12.18.0 install --frozen-lockfile
RUN node scripts/build.mjs --into /app/release

FROM node:20-bookworm-slim AS base
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 IN_CONTAINER=on NEXT_DIST_DIR=.next
USER node
COPY --from=build --chown=node:node /app/migrations ./migrations

FROM base AS bot-manager
COPY --from=build --chown=node:node /app/release/bot-manager.mjs /app/release/watchdog-thread.mjs ./
EXPOSE 3001
CMD ["node", "--min-semi-space-size=2", "--max-semi-space-size=32", "--enable-source-maps", "bot-manager.mjs"]

FROM base AS sandbox
COPY --from=build --chown=node:node /app/release/sandbox.mjs ./
EXPOSE 3002
CMD ["node", "--enable-source-maps", "sandbox.mjs"]

FROM base AS web
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/packages ./packages
COPY --from=build --chown=node:node /app/apps/web ./apps/web
WORKDIR /app/apps/web
EXPOSE 3000
CMD ["node", "--enable-source-maps", "dist/release/server.js"]
