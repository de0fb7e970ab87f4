import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { apiError } from '../../src/api/contract/api-error.ts'
import { createApp } from '../../src/api/create-app.ts'
import type { HttpApp } from '../../src/api/http.ts'
import { apiRoot } from '../../src/api/mount.ts'
import type { PageFiles } from '../../src/api/page-files.ts'
import type { Route } from '../../src/api/route.ts'
import { allRoutes } from '../../src/api/routes/all-routes.ts'
import type { Service } from '../../src/api/service.ts'
import { noteFault, noteReading } from './seen-answers.ts'

/** One answer of the server. */
export interface SeenAnswer {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly type: string
  readonly text: string
}

/** Holds an answer to what its route declares; a fault fails the test that is running. */
function holdAnswer(seen: SeenAnswer): void {
  const fault = faultOfAnswer(seen)
  if (fault !== null) noteFault(`${seen.method} ${seen.path} ${seen.status}: ${fault}`)
  const route = routeOf(seen)
  if (fault === null && route?.status === seen.status) markSeen(route)
}

/** Holds an answer as soon as it has been read; the test that is running waits for it. */
export function holdWhenRead(reading: Promise<SeenAnswer | null>): void {
  noteReading(
    reading.then((seen) => {
      if (seen !== null) holdAnswer(seen)
    }),
  )
}

/** The whole HTTP side as `createApp` makes it, each of its answers held to what is declared. */
export function heldApp(service: Service, page: PageFiles): HttpApp {
  const app = createApp(service, page)
  return async (request) => {
    const answer = await app(request)
    const { method, path } = request
    if (!path.startsWith(`${apiRoot}/`)) return answer
    const { status, headers, body } = answer
    const type = String(headers['content-type'] ?? '')
    const text = isText(type) ? Buffer.from(body ?? '').toString() : ''
    holdAnswer({ method, path, status, type, text })
    return answer
  }
}

/** What is wrong with an answer; null where it is as its route declares it. */
export function faultOfAnswer(seen: SeenAnswer): string | null {
  const { status, type, text } = seen
  if (type.startsWith('application/problem+json')) return misfit(apiError, text)
  const route = routeOf(seen)
  // A caller who has gone, and whatever stands in front of the routes, answer without a body.
  if (!route || (status === 400 && text === '')) return null
  if (status !== route.status) return `only ${route.status} is declared`
  if (route.answer === null) return text === '' ? null : 'no body is declared'
  if (route.answersFile) return isJson(type) ? 'a file is declared' : null
  return isJson(type) ? misfit(route.answer, text) : 'JSON is declared'
}

/** The route that answers a request. */
export function routeOf({ method, path }: Pick<SeenAnswer, 'method' | 'path'>): Route | undefined {
  return patterns.find((one) => one.route.method === method && one.pattern.test(path))?.route
}

const patterns = allRoutes.map((route) => ({
  route,
  pattern: new RegExp(`^${apiRoot}${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))

function misfit(schema: NonNullable<Route['answer']>, text: string): string | null {
  const { error } = schema.safeParse(JSON.parse(text))
  return error ? JSON.stringify(error.issues) : null
}

function isText(type: string): boolean {
  return /^application\/(problem\+)?json/.test(type)
}

function isJson(type: string): boolean {
  return type.startsWith('application/json')
}

const marked = new Set<string>()

// A file for each route: the tests run in processes of their own, and tools/closing-line.ts counts.
function markSeen({ id }: Route): void {
  if (marked.has(id)) return
  writeFileSync(join(inject('answersSeen'), id), '')
  marked.add(id)
}
