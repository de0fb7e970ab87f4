import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '../../ledger/day/day.ts'
import { chineseCalendar } from './chinese-calendar.ts'
import { openCalendar } from './open-calendar.ts'

let data: string

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'taizhang-holidays-'))
})

afterEach(() => rmSync(data, { recursive: true, force: true }))

/** The calendar of a data folder with these notices in it. */
function calendarOf(notices: Readonly<Record<string, string | Uint8Array>>) {
  mkdirSync(join(data, 'holidays'))
  for (const [name, text] of Object.entries(notices)) {
    writeFileSync(join(data, 'holidays', name), text)
  }
  return openCalendar(data)
}

/** What each year was announced, in the sentences of its notice. */
const announced: Readonly<Record<number, string>> = {
  2023: `各单位：
　　现将2023年元旦、春节等节假日放假调休日期的安排通知如下。
　　一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
　　二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
　　三、清明节：4月5日放假，共1天。
　　四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
　　五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
　　六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
　　节假日期间妥善安排好值班和安全工作。
　　　　　　　　　　　　　　2022年12月8日`,
  2024: `一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。`,
  2025: `一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`,
}

const daysOf = (year: number) =>
  Array.from({ length: 397 }, (_, nth) => addDays(`${year - 1}-12-01`, nth))

describe('a notice as it is published', () => {
  test.each([2023, 2024, 2025])('of %i says what the program knows of that year', (year) => {
    const { calendar, lacks } = calendarOf({ [`${year}.txt`]: announced[year] ?? '' })
    expect(lacks).toEqual([])
    for (const day of daysOf(year)) {
      expect([day, calendar.isWorkday(day)]).toEqual([day, chineseCalendar.isWorkday(day)])
    }
  })

  test('makes an unknown year known, and its swaps hold', () => {
    const notice = `一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。`
    const { calendar, notices, lacks } = calendarOf({ '2027.txt': notice })
    expect(lacks).toEqual([])
    expect(notices.map(({ zh }) => zh)).toEqual([
      'holidays/2027.txt：周一至周五放假 17 天，周末上班 4 天（2月20日、5月8日、9月26日、10月9日）',
    ])
    expect([2026, 2027, 2028].map(calendar.knows)).toEqual([true, true, false])
    const days = ['2027-02-11', '2027-02-20', '2027-02-21', '2027-05-03', '2027-10-09']
    expect(days.map(calendar.isWorkday)).toEqual([false, true, false, false, true])
    // Of the other years nothing changes.
    expect(calendar.isWorkday('2026-02-14')).toBe(true)
  })

  test('stands before what the program knows, as a year may be changed', () => {
    const longer = announced[2025]?.replace('1月28日（农历除夕、周二）', '1月27日（周一）') ?? ''
    const changed = longer.replace('共8天。1月26日', '共9天。1月26日')
    const { calendar, lacks } = calendarOf({ '2025.txt': changed })
    // A day more than the law gives may be a slip, and is told.
    expect(lacks.map(({ text }) => text.zh)).toEqual([
      'holidays/2025.txt 周一至周五放假 19 天，周末上班 5 天（1月26日、2月8日、4月27日、9月28日、10月11日），相抵不是法定的 13 天。',
    ])
    expect([chineseCalendar, calendar].map((one) => one.isWorkday('2025-01-27'))).toEqual([
      true,
      false,
    ])
  })

  const others: readonly (readonly [what: string, from: string | RegExp, to: string])[] = [
    ['with characters that mean nothing', /(?=\d{1,2}月)|(?=放假|上班)/g, '\ue000'],
    ['with gaps in its days', '1月1日', ' 1 月 1 日\u200b'],
    ['with each title on a line', /：/g, '：\n　　'],
    ['broken anywhere', /(.{7})/g, '$1\n'],
    ['in one line', /\n/g, ''],
    ['with another dash', '4日（周五）至6日', '4日（周五）～6日'],
    ['with numbers of another kind', /[一二三四五六]、/g, '（一）'],
    ['with figures for numbers', /[一二三四五六]、/g, '3．'],
    ['with points', /。/g, '.'],
    ['with 号', /日（/g, '号（'],
    ['with the month once', '10月1日（周三）至8日', '10月1至8日'],
    ['with a semicolon', '共8天。1月26日', '共8天；1月26日'],
    ['with a comma', '共5天。4月27日', '共5天，4月27日'],
    ['with a number in words', '共8天。9月', '共八天。9月'],
    ['with the day of return', '共5天。4月27日', '共5天。5月6日（周二）起正常上班。4月27日'],
    ['with other words for work', '10月11日（周六）上班', '10月11日（周六）均补班'],
    ['with what it commends', '2月8日（周六）上班。', '$&鼓励安排职工在2月10日休息。'],
    ['with days one by one', '10月1日（周三）至8日（周三）', '10月1日、2日、3日、10月4日至8日'],
    [
      'with what a page has around it',
      /^|$/g,
      '\n发布日期：2024年11月12日\n新华社北京11月12日电 全文如下：\n自2025年1月1日起，放假的假日增加2天。\n',
    ],
  ]
  test.each(others)('%s says the same', (_, from, to) => {
    const text = `${announced[2025]}\n节假日期间，妥善安排值班。\n11月12日`.replace(from, to)
    const { calendar, lacks } = calendarOf({ '2025.txt': text })
    expect(lacks).toEqual([])
    const days = daysOf(2025)
    expect(days.map(calendar.isWorkday)).toEqual(days.map(chineseCalendar.isWorkday))
  })

  test('may be saved by a Windows editor', () => {
    const text = announced[2025]?.replaceAll('\n', '\r\n') ?? ''
    const { lacks } = calendarOf({ '2025.txt': `\ufeff${text}` })
    expect(lacks).toEqual([])
  })
})

describe('a notice that is wrong is left out and told', () => {
  const wrongs: readonly (readonly [what: string, from: string, to: string, reason: string])[] = [
    ['another day of the week', '4月4日（周五）', '4月4日（周四）', '星期对不上'],
    ['the same without brackets', '4月27日（周日）', '4月27日周六', '星期对不上'],
    ['another number of days', '共5天', '共6天', '天数'],
    ['the same in words', '共5天', '共六天', '天数'],
    ['a day that does not exist', '6月2日', '6月31日', '读不出'],
    ['a span that runs backwards', '1日（周四）至5日（周一）', '5日至1日', '读不出'],
    ['days in words that say nothing', '至6日（周日）放假', '前后若干天至6日放假', '读不出'],
    ['a day that is cancelled', '4月27日（周日）上班', '取消4月27日（周日）上班', '读不出'],
    ['a day that is moved', '4月27日（周日）上班', '4月27日（周日）上班调整为公休', '读不出'],
    ['a day of some only', '4月27日（周日）上班', '窗口单位4月27日（周日）上班', '读不出'],
    ['half a day', '放假1天', '放假半天', '读不出'],
    ['a day in words', '4月27日（周日）上班', '四月二十七日上班', '读不出'],
    ['a sentence in other words', '4月27日（周日）上班', '4月27日（周日）为工作日', '读不出'],
    ['work on a day off', '9月28日（周日）、', '10月5日（周日）、', '既放假又上班'],
    ['a day of another year', '9月28日（周日）', '2026年9月28日', '读不出'],
    [
      'a holiday left out',
      '4月4日（周五）至6日（周日）放假，共3天。',
      '',
      '法定节假日：2025-04-04',
    ],
  ]
  test.each(wrongs)('%s', (_, from, to, reason) => {
    const text = announced[2025] ?? ''
    expect(text).toContain(from)
    const { calendar, lacks } = calendarOf({ '2025.txt': text.replace(from, to) })
    expect(lacks.map(({ code }) => code)).toEqual(['holidays.notice'])
    expect(lacks[0]?.text.zh).toMatch(new RegExp(`^holidays/2025.txt.*${reason}`))
    expect(calendar.isWorkday('2025-01-26')).toBe(true)
  })

  test('a sentence left out is missed in the sum', () => {
    const text = announced[2025]?.replace('4月27日（周日）上班。', '') ?? ''
    const { calendar, lacks } = calendarOf({ '2025.txt': text })
    expect(lacks.map(({ text: { zh } }) => zh)).toEqual([
      'holidays/2025.txt 周一至周五放假 18 天，周末上班 4 天（1月26日、2月8日、9月28日、10月11日），相抵不是法定的 13 天。',
    ])
    expect(calendar.isWorkday('2025-04-27')).toBe(false)
  })

  test('the notice of another year', () => {
    const { calendar, lacks } = calendarOf({ '2027.txt': announced[2025] ?? '' })
    expect(lacks).toHaveLength(3)
    expect(calendar.knows(2027)).toBe(false)
    const titled = `国务院办公厅关于2025年部分节假日安排的通知\n${announced[2025]}`
    writeFileSync(join(data, 'holidays', '2027.txt'), titled)
    expect(openCalendar(data).lacks.map(({ text }) => text.zh)).toEqual([
      'holidays/2027.txt 是2025年的通知。',
    ])
  })

  test('an empty file, bytes of another kind, a name without a year, a folder', () => {
    const { lacks } = calendarOf({
      '2027.txt': '',
      '2028.txt': Uint8Array.from([0xff, 0xfe, 0x00, 0x4e]),
      '放假.docx': 'PK',
    })
    expect(lacks.map(({ text }) => text.zh.replace(/：.*/, '')).sort()).toEqual([
      'holidays/2027.txt 里没有读到“元旦',
      'holidays/2028.txt 里没有读到“元旦',
      'holidays/放假.docx 不是某一年的放假安排，没有读取。',
    ])
    mkdirSync(join(data, 'holidays', '2029.txt'))
    expect(openCalendar(data).lacks.map(({ text }) => text.zh)).toContain(
      'holidays/2029.txt 读不了：那是一个目录。',
    )
    symlinkSync('2030.txt', join(data, 'holidays', '2030.txt'))
    expect(openCalendar(data).lacks.map(({ text }) => text.zh)).toContain(
      'holidays/2030.txt 读不了：ELOOP。',
    )
  })

  test('a file in the place of the folder, and what desktops leave in one', () => {
    writeFileSync(join(data, 'holidays'), '')
    expect(openCalendar(data).lacks.map(({ text }) => text.zh)).toEqual([
      'holidays 读不了：那里没有可用的目录。',
    ])
    rmSync(join(data, 'holidays'))
    expect(calendarOf({ 'Thumbs.db': 'x', '2027.txt~': 'x', '.2027.txt': 'x' }).lacks).toEqual([])
  })

  test('no folder is no fault', () => {
    expect(openCalendar(data).lacks).toEqual([])
  })
})
