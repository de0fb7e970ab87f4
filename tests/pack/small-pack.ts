import type { PackFiles } from '../../src/pack/pack-files.ts'

/** The smallest pack that has one of everything; tests change one file of it. */
export const smallPack: PackFiles = {
  'pack.yaml': `id: small
version: 1.0.0
label: { zh: 小, en: Small }
roles:
  - { id: clerk, label: { zh: 内勤, en: Clerk } }
parts:
  - { id: work, label: { zh: 工作, en: Work } }
`,
  'lists.yaml': `kinds:
  - { id: usual, label: { zh: 普通, en: Usual } }
`,
  'instruments.yaml': `own-rule:
  label: { zh: 本单位制度, en: Own rule }
  tier: own
`,
  'registers/visit.yaml': `id: visit
label: { zh: 走访, en: Visits }
date: on
title: "{kind} {on}"
lateAfter: 5 workdays
fields:
  - { id: kind, type: choice, of: kinds, required: true, label: { zh: 类型, en: Kind } }
  - { id: on, type: date, required: true, label: { zh: 日期, en: Date } }
  - { id: by, type: people, label: { zh: 参加人员, en: Who went } }
`,
  'figures/visits.yaml': `- id: visits
  label: { zh: 走访, en: Visits }
  unit: 次
  count: visit
  where: { kind: usual }
`,
  'duties/work.yaml': `- id: visits-yearly
  label: { zh: 每年走访, en: Visits every year }
  part: work
  source: { instrument: own-rule, clause: null, verified: false, tier: own }
  require: { atLeast: 1, of: visits, per: year }
`,
  'reports/short.md': `---
label: { zh: 短报告, en: Short report }
title: "{organisation}{year}年报告"
---

# 工作

全年走访{% figure id="visits" /%}次。
`,
}
