import type { Method, Route } from './route.ts'

/** A route, and what the path says for its parameters. */
export interface Found {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** A place in the tree of paths: what stands here, and what may follow. */
interface Branch {
  readonly words: Map<string, Branch>
  any: Branch | null
  readonly routes: Map<Method, { route: Route; names: readonly string[] }>
}

/**
 * Finds the route of a request by its method and its path below the root of all routes. A word that
 * a route names goes before a parameter; `HEAD` is a `GET` whose body is not sent.
 */
export function routeTable(
  routes: readonly Route[],
): (method: string, path: string) => Found | null {
  const root = branch()
  for (const route of routes) plant(root, route)
  return (method, path) => {
    const words = path.split('/').slice(1)
    return find(root, { method: method === 'HEAD' ? 'GET' : method, words }, [])
  }
}

function branch(): Branch {
  return { words: new Map(), any: null, routes: new Map() }
}

function plant(root: Branch, route: Route): void {
  const names: string[] = []
  let at = root
  for (const word of route.path.split('/').slice(1)) {
    const name = /^\{(\w+)\}$/.exec(word)?.[1]
    if (name === undefined) {
      const next = at.words.get(word) ?? branch()
      at.words.set(word, next)
      at = next
    } else {
      names.push(name)
      at = at.any ??= branch()
    }
  }
  if (at.routes.has(route.method)) throw new Error(`two routes at ${route.method} ${route.path}`)
  at.routes.set(route.method, { route, names })
}

interface Sought {
  readonly method: string
  readonly words: readonly string[]
}

function find(at: Branch, sought: Sought, given: readonly string[], depth = 0): Found | null {
  const word = sought.words[depth]
  if (word === undefined) {
    const here = at.routes.get(sought.method as Method)
    return here === undefined ? null : foundWith(here, given)
  }
  const named = at.words.get(word)
  const found = named === undefined ? null : find(named, sought, given, depth + 1)
  if (found !== null || at.any === null || word === '') return found
  return find(at.any, sought, [...given, word], depth + 1)
}

function foundWith(
  { route, names }: { route: Route; names: readonly string[] },
  given: readonly string[],
): Found | null {
  try {
    const pairs = names.map((name, at) => [name, decodeURIComponent(given[at] ?? '')] as const)
    return { route, params: Object.fromEntries(pairs) }
  } catch {
    // What is no text in percent signs names nothing.
    return null
  }
}
