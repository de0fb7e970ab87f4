import { todayIn } from '../../app/clock/wall-clock.ts'
import { openDemoUnit } from '../../app/demo/open-demo-unit.ts'
import { setUpUnit } from '../../app/organisation/set-up-unit.ts'
import { profileLists } from '../../app/organisation/write-unit.ts'
import { namedChoice } from '../../ledger/choice.ts'
import { demoBody, linkAnswer, setupBody, setupView } from '../contract/account.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { opened } from './session.ts'

const zoneDefault = 'Asia/Shanghai'
const zones = [
  zoneDefault,
  'Asia/Urumqi',
  'Asia/Hong_Kong',
  'Asia/Macau',
  'Asia/Taipei',
  'Asia/Singapore',
  'Europe/London',
  'UTC',
]

/** The first start: a unit of one's own, or the demo unit. */
export const setupRoutes: readonly Route[] = [
  route({
    id: 'setup.read',
    method: 'GET',
    path: '/setup',
    access: { who: 'public' },
    summary: { zh: '首次启动可做什么', en: 'What the first start offers' },
    answer: setupView,
    handle: async ({ service }) => {
      const { id, label, lists } = service.ports.packs.current
      const kinds = (lists.get(profileLists.kinds) ?? []).map(namedChoice)
      const fresh = await service.ports.accounts.none()
      const today = todayIn(zoneDefault, service.ports.clock)
      const demo = service.openDemo !== null
      return { body: { fresh, demo, packs: [{ id, label }], zones, kinds, today } }
    },
  }),
  route({
    id: 'setup.unit',
    method: 'POST',
    path: '/setup',
    access: { who: 'public' },
    summary: { zh: '设立本单位', en: 'Set up a unit' },
    body: setupBody,
    answer: linkAnswer,
    status: 201,
    handle: async ({ service: { ports }, body, lang, kept }) => {
      const { secret, signedIn } = await setUpUnit(ports, {
        ...body,
        kind: body.kind ?? null,
        lang,
      })
      const { account } = signedIn
      const browser = kept.take('browser')
      kept.put('browser', await ports.accounts.rememberBrowser({ account, browser }))
      return { body: opened('first-start', signedIn), session: secret }
    },
  }),
  route({
    id: 'setup.demo',
    method: 'POST',
    path: '/setup/demo',
    access: { who: 'public' },
    summary: { zh: '打开演示单位', en: 'Open the demo unit' },
    body: demoBody,
    answer: linkAnswer,
    status: 201,
    handle: async ({ service, body, lang }) => {
      const request = { link: body.link, seed: body.seed ?? null, lang }
      const { secret, signedIn } = await openDemoUnit(service.ports, service.openDemo, request)
      return { body: opened('first-start', signedIn), session: secret }
    },
  }),
]
