import { demoDepartments, demoHeads } from './unit.ts'
import type { DemoWorld } from './world.ts'

const oldModels = ['启航 T30 台式机', '启航 N20 便携机', '云帆 P1 打印机'] as const
const newModels = ['长风 D8 台式机', '长风 L6 便携机', '文津 M3 打印机'] as const
const kinds = ['desktop', 'laptop', 'printer'] as const

/** Devices: the old ones booked in the first year, their replacements, and the yearly count. */
export function tellAssets(world: DemoWorld, year: number): void {
  const planned = year === 2024 ? 16 : 20
  const planOn = world.month(year, 3)[2] ?? `${year}-03-05`
  const bookOn = world.month(year, 2)[3] ?? `${year}-02-20`
  for (let nth = 1; nth <= planned; nth++) {
    const office = demoDepartments[nth % demoDepartments.length] ?? 'general'
    const kind = nth % 5 === 0 ? 2 : nth % 4 === 0 ? 1 : 0
    const old = tellAsset(world, {
      on: bookOn,
      office,
      kind,
      number: `HTDA-${year - 6}-${String(nth).padStart(3, '0')}`,
      domestic: false,
    })
    const replacement = world.tell({
      register: 'replacement',
      on: planOn,
      by: 'shen',
      after: world.random.between(0, 4),
      values: { plannedOn: planOn, oldAsset: old },
    })
    // The last of the second year wait for delivery: the share in the report is below 100%.
    if (year === 2025 && nth > 17) continue
    const on = world.random.pick(world.month(year, 5 + (nth % 6)))
    const young = tellAsset(world, {
      on,
      office,
      kind,
      number: `HTDA-${year}-${String(nth).padStart(3, '0')}`,
      domestic: true,
    })
    const doneOn = world.workdayAfter(on, 5)
    world.correct(
      replacement,
      { newAsset: young, doneOn, oldState: 'sealed' },
      { on: doneOn, by: 'shen', reason: '新设备已上桌使用' },
    )
    world.correct(
      old,
      {
        state: nth % 3 === 0 ? 'scrapped' : 'sealed',
        ...(nth % 3 === 0 ? { disposedOn: doneOn } : {}),
      },
      { on: doneOn, by: 'shen', reason: '旧设备退出使用' },
    )
  }
  tellStocktaking(world, year)
}

function tellAsset(
  world: DemoWorld,
  asset: {
    on: string
    office: (typeof demoDepartments)[number]
    kind: 0 | 1 | 2
    number: string
    domestic: boolean
  },
): string {
  return world.tell({
    register: 'asset',
    on: asset.on,
    by: 'shen',
    after: world.random.between(0, 3),
    values: {
      number: asset.number,
      kind: kinds[asset.kind],
      name: (asset.domestic ? newModels : oldModels)[asset.kind],
      domestic: asset.domestic,
      acquiredOn: asset.on,
      office: world.office(asset.office),
      keeper: world.person(demoHeads[asset.office]),
      state: 'in-use',
    },
  })
}

/** In the second year the count ends five days after the date set. */
function tellStocktaking(world: DemoWorld, year: number): void {
  const on = year === 2024 ? (world.month(2024, 11)[14] ?? '2024-11-22') : '2025-12-05'
  world.tell({
    register: 'stocktaking',
    on,
    by: 'zheng',
    values: {
      doneOn: on,
      counted: 312 + (year - 2024) * 18,
      differences: year === 2024 ? 3 : 1,
      classifiedTotal: 6,
      lead: world.person('wu'),
    },
  })
}
