/** The places of the product, as the rail and the phone's bar name them. */
export const places = {
  year: { zh: '今年', en: 'Year' },
  mine: { zh: '我的', en: 'Mine' },
  plan: { zh: '计划', en: 'Plan' },
  calendar: { zh: '日历', en: 'Calendar' },
  registers: { zh: '台账', en: 'Registers' },
  problems: { zh: '问题', en: 'Problems' },
  report: { zh: '报告', en: 'Report' },
  verify: { zh: '核验', en: 'Verify' },
  more: { zh: '更多', en: 'More' },
  settings: { zh: '设置', en: 'Settings' },
  recordOne: { zh: '记一笔', en: 'Record' },
}
