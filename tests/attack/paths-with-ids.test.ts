import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRoutes } from '../../src/api/routes/all-routes.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { invite, serveTest, setUp } from '../api/serving.ts'

let serving: Serving
let browsers: Browser[]

beforeAll(async () => {
  serving = await serveTest()
  const { browser } = await setUp(serving)
  browsers = [
    browser,
    await invite(serving, browser, { username: 'leader', roles: ['first-responsible'] }),
    await invite(serving, browser, { username: 'auditor', roles: ['auditor'] }),
    serving.browser(),
  ]
})

afterAll(async () => {
  await serving.close()
})

/** What a mistyped, cut or made up id looks like; some pass for a slug, some for a number. */
const garbage = [
  'x',
  '0',
  '-1',
  '2026-13-45',
  '99999999999999999999',
  'null',
  'a'.repeat(65),
  '%00',
  '%E4%BD%A0',
  '..%2F..',
  "'%20OR%201=1--",
  '%F0%9F%92%A9',
  '__proto__',
  '00000000-0000-0000-0000-000000000000',
  '6ba7b810-9dad-41d1-80b4-00c04fd430c',
  '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
]
const decisive: readonly string[] = ['x', '0', '99999999999999999999', '%00']
const sound = '6ba7b810-9dad-41d1-80b4-00c04fd430c8'

const withIds = allRoutes.filter(({ path }) => path.includes('{'))

test('there are addresses with ids to ask for', () => {
  expect(withIds.length).toBeGreaterThan(30)
})

// A parameter a time, and all others sound, so that each is looked at by itself.
test.each(withIds.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s answers an id that is none with a sentence',
  async (_, { method, path }) => {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const name of names) {
      for (const bad of garbage) {
        const at = path.replaceAll(/\{(\w+)\}/g, (_whole, one) =>
          one === name ? bad : one === 'register' ? 'problem' : one === 'year' ? '2026' : sound,
        )
        for (const [rank, browser] of browsers.entries()) {
          // One who may do all asks everything; the others, what a wrong cast would fall over.
          if (rank > 0 && !decisive.includes(bad)) continue
          const body = method === 'GET' ? {} : { body: {} }
          const told = await browser.ask(method, `/api/v1${at}`, body)
          expect([at, told.status < 500, serving.unforeseen]).toEqual([at, true, []])
          if (told.status < 400) continue
          expect(told.body, at).toMatchObject({ code: expect.any(String) })
          expect(`${told.body.title}${told.body.hint}`, at).not.toContain(serving.data)
        }
      }
    }
  },
)
