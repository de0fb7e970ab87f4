/**
 * What a program of ours that the server starts is given of its environment: where programs are,
 * and how memory is kept (`scripts/allocator.mjs`). The rest may hold secrets that it does not need.
 */
export function childEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV, GLIBC_TUNABLES } = process.env
  return { PATH, NODE_ENV, GLIBC_TUNABLES }
}
