# docker build -t sidecarlint . && docker run --rm -v "$PWD:/manifests:ro" sidecarlint lint .
FROM node:20-alpine AS build
WORKDIR /build
COPY . .
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:20-alpine
COPY --from=build /build/package.json /build/LICENSE /opt/sidecarlint/
COPY --from=build /build/dist /opt/sidecarlint/dist
COPY --from=build /build/node_modules /opt/sidecarlint/node_modules
USER node
WORKDIR /manifests
ENTRYPOINT ["node", "/opt/sidecarlint/dist/main.js"]
CMD ["lint", "."]
