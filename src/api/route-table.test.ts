import { expect, test } from 'vitest'
import type { Route } from './route.ts'
import { routeTable } from './route-table.ts'
import { allRoutes } from './routes/all-routes.ts'

const route = (method: Route['method'], path: string) => ({ method, path, id: path }) as Route

const find = routeTable([
  route('GET', '/records/{id}'),
  route('PUT', '/records/{id}'),
  route('POST', '/records/found'),
  route('GET', '/records/{id}/files/{file}'),
])

const told = (method: string, path: string) => {
  const found = find(method, path)
  return found === null ? null : [found.route.method, found.route.id, found.params]
}

test('a route is found by method and path, with what the path says', () => {
  expect(told('PUT', '/records/7')).toEqual(['PUT', '/records/{id}', { id: '7' }])
  const file = { id: 'a b', file: '册/页' }
  const path = '/records/a%20b/files/%E5%86%8C%2F%E9%A1%B5'
  expect(told('GET', path)).toEqual(['GET', '/records/{id}/files/{file}', file])
  expect(told('HEAD', '/records/7')).toEqual(['GET', '/records/{id}', { id: '7' }])
})

test('a word goes before a parameter, and a parameter takes what no word of the method takes', () => {
  expect(told('POST', '/records/found')).toEqual(['POST', '/records/found', {}])
  expect(told('GET', '/records/found')).toEqual(['GET', '/records/{id}', { id: 'found' }])
})

test.each([
  ['GET', ''],
  ['GET', '/'],
  ['GET', '/records'],
  ['GET', '/records/'],
  ['GET', '/records/7/'],
  ['GET', '//records/7'],
  ['GET', '/records/7/files'],
  ['GET', '/records/%'],
  ['GET', '/records/%ff'],
  ['GET', '/Records/7'],
  ['DELETE', '/records/7'],
  ['get', '/records/7'],
  ['__proto__', '/records/7'],
  ['GET', '/__proto__/7'],
])('nothing is at %s %s', (method, path) => {
  expect(told(method, path)).toBe(null)
})

test('no two routes stand at one place', () => {
  expect(() => routeTable([route('GET', '/a/{one}'), route('GET', '/a/{other}')])).toThrow(
    'two routes',
  )
})

test('every route of the product is found at its own path', () => {
  const ours = routeTable(allRoutes)
  for (const one of allRoutes) {
    const path = one.path.replaceAll(/\{\w+\}/g, 'x-0')
    expect(ours(one.method, path)?.route.id, one.path).toBe(one.id)
  }
})
