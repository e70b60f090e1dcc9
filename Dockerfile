# docker build -t sidecarlint . && docker run --rm -v "$PWD:/manifests:ro" sidecarlint lint .
FROM node:20-alpine AS build
WORKDIR /build
COPY . .
RUN npm ci
# --cluster needs the official Kubernetes client: 60 packages that nothing else here uses and that would more than double what
# stands in the way of every pod. So it is asked for: docker build --build-arg CLUSTER=yes
ARG CLUSTER=no
RUN if [ "$CLUSTER" = yes ]; then \
      client="$(npm pkg get 'peerDependencies[@kubernetes/client-node]' | tr -d '"')" \
      && npm pkg set "dependencies[@kubernetes/client-node]=$client" \
      && npm pkg delete 'devDependencies[@kubernetes/client-node]'; \
    fi \
    && npm prune --omit=dev --ignore-scripts \
    && find node_modules \( -name '*.d.ts' -o -name '*.map' \) -delete

FROM node:20-alpine
ENV NODE_ENV=production
COPY --from=build /build/package.json /build/LICENSE /opt/sidecarlint/
COPY --from=build /build/dist /opt/sidecarlint/dist
COPY --from=build /build/node_modules /opt/sidecarlint/node_modules
# As a number, without which kubelets cannot tell that it is not root. Nothing is ever written: the root can be read-only.
USER 1000:1000
WORKDIR /manifests
ENTRYPOINT ["node", "/opt/sidecarlint/dist/main.js"]
CMD ["lint", "."]
