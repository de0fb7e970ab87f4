import { describe, expect, it } from 'vitest'
import { readReport } from './read-report.ts'

const shown = (text: string) =>
  readReport(text).outline.map(
    ({ id, level, marker, title, runIn }) =>
      `${id} ${level} ${marker} ${title}${runIn ? ' …' : ''}`,
  )

describe('outline', () => {
  it('nests by the order in which styles appear', () => {
    const text = [
      '一、总体情况',
      '（一）抓学习',
      '1.集中学习。全年12次。',
      '（1）专题研讨',
      '二、下一步打算',
      '一是强化督办。跟踪问效。二是改进作风。',
    ].join('\n')
    expect(shown(text)).toEqual([
      '1 1 一、 总体情况',
      '1.1 2 （一） 抓学习',
      '1.1.1 3 1. 集中学习 …',
      '1.1.1.1 4 （1） 专题研讨',
      '2 1 二、 下一步打算',
      '2.1 2 一是 强化督办 …',
      '2.2 2 二是 改进作风 …',
    ])
  })

  it('closes run-in items when a written-out style follows', () => {
    const text = '一、成效\n一是提速。二是增效。\n（一）审批\n一是减材料。\n（二）监管'
    expect(shown(text).map((line) => line.slice(0, 5))).toEqual([
      '1 1 一',
      '1.1 2',
      '1.2 2',
      '1.3 2',
      '1.3.1',
      '1.4 2',
    ])
  })

  it('lets second-level numbers run on across the first level', () => {
    const text = '一、党建\n（一）学习\n（二）组织\n二、业务\n（三）窗口\n（四）热线'
    expect(shown(text).at(-1)).toBe('2.2 2 （四） 热线')
  })

  it('reads half-width, full-width and odd punctuation', () => {
    const text =
      '六．保障措施\n(一)加强领导\n1．落实责任。明确分工。\n2..强化考核。按季通报。\n3、宣传引导'
    expect(shown(text)).toEqual([
      '1 1 六． 保障措施',
      '1.1 2 (一) 加强领导',
      '1.1.1 3 1． 落实责任 …',
      '1.1.2 3 2. 强化考核 …',
      '1.1.3 3 3、 宣传引导',
    ])
  })

  it('reads chapters and articles of a regulation', () => {
    const text =
      '第一章　总　则\n第一条　为规范管理，制定本办法。\n第二章 职责\n第二条 主要职责：\n（一）制定计划；\n（二）组织实施。'
    expect(shown(text).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      '1 1 第一章',
      '1.1 2 第一条',
      '2 1 第二章',
      '2.1 2 第二条',
      '2.1.1 3 （一）',
      '2.1.2 3 （二）',
    ])
  })

  it('finds a spoken series after colons, semicolons and commas', () => {
    expect(shown('会议要求，一要提高站位；二要压实责任；三要务求实效。')).toEqual([
      '1 1 一要 提高站位 …',
      '2 1 二要 压实责任 …',
      '3 1 三要 务求实效 …',
    ])
    expect(shown('第一，坚持党的领导。第二，坚持为民。').map((line) => line.slice(0, 8))).toEqual([
      '1 1 第一， ',
      '2 1 第二， ',
    ])
  })

  it('takes no heading out of sentences, tables, contents and quotations', () => {
    const text = [
      '统一是前提，之一是基础，唯一是关键。',
      '1.5万人参加，2.3倍增长。',
      '2024年工作总结',
      '序号\t项目\t完成时间',
      '1\t修订章程\t3月',
      '一、工作回顾........................3',
      '他说：“（一）先学；（二）后做”。',
      '参见第三条的规定（3）和（2020）。',
      '一要求就改，二是一。',
      '某项目\t一是制定方案；二是组织实施\t全年',
    ].join('\n')
    expect(shown(text)).toEqual([])
  })

  it('keeps what stands inside a paragraph, or below 第一， in figures, under it', () => {
    const text =
      '第一，组织体系。①成立专班；②明确职责。\n第二，物资保障。\n1.储备沙袋。\n2.检修泵站。'
    expect(shown(text).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      '1 1 第一，',
      '1.1 2 ①',
      '1.2 2 ②',
      '2 1 第二，',
      '2.1 2 1.',
      '2.2 2 2.',
    ])
  })

  it('reads parts, symbols of one character and items that begin with a year', () => {
    const text =
      '第一部分　总体要求\n⒈建立台账。\n⑴细化方案\n⑵落实经费\n2、2024年底前完成摸底。\n第二部分 任务'
    expect(shown(text).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      '1 1 第一部分',
      '1.1 2 ⒈',
      '1.1.1 3 ⑴',
      '1.1.2 3 ⑵',
      '1.2 2 2、',
      '2 1 第二部分',
    ])
  })

  it('takes doubtful markers for headings where they count on', () => {
    const begin = (text: string) => shown(text).map((line) => line.split(' ').slice(1, 3).join(' '))
    expect(begin('1　总体情况\n1.1　进水\n1.2　出水\n2　设备管理')).toEqual([
      '1 1',
      '2 1.1',
      '2 1.2',
      '1 2',
    ])
    expect(begin('I. Summary\nA. Rooms\nB. Hours\nII. Findings')).toEqual([
      '1 I.',
      '2 A.',
      '2 B.',
      '1 II.',
    ])
    expect(begin('A. 史密斯出席会议。\n1 道路 20\n2 庭院 30\n3 月底前完成\n2.1万人参加')).toEqual(
      [],
    )
  })

  it('reads the headings of Markdown that nobody numbered, and takes no title for one', () => {
    const text = '# 工作总结\n## 主要工作\n**抓学习。** 全年12次。\n### 陈列\n## 问题'
    expect(shown(text)).toEqual(['1 1  主要工作', '1.1 2  抓学习 …', '1.2 2  陈列', '2 1  问题'])
  })

  it('keeps below 二是 what stands between it and 三是', () => {
    const text = '一是抓学习。\n二是抓规范。\n1.着装\n2.文书\n三是抓监督。\n1.内部'
    expect(shown(text).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      '1 1 一是',
      '2 1 二是',
      '2.1 2 1.',
      '2.2 2 2.',
      '3 1 三是',
      '3.1 2 1.',
    ])
  })

  it('reads no table of contents, and begins anew below a signature', () => {
    const text =
      '目录\n第一部分 概况\n第二部分 决算\n第一部分 概况\n1.职能\n第二部分 决算\n2024年3月1日\n1.附则'
    expect(shown(text).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      '1 1 第一部分',
      '1.1 2 1.',
      '2 1 第二部分',
      '3 1 1.',
    ])
  })

  it('takes the second attachment for none either', () => {
    const text = '一、要求\n附件：1.任务分解表\n2.联系人名单\n1.另起一段'
    expect(shown(text).map((line) => line.split(' ').slice(2).join(' '))).toEqual([
      '一、 要求',
      '1. 另起一段',
    ])
  })

  it('rejoins lines that a typesetter broke', () => {
    const text = [
      '各支部认真组织学习研讨，围绕年度重点任务制定计',
      '划，全年累计开展主题党日活动一百二十余次，参加',
      '党员两千三百余人次，撰写心得体会三百五十篇，评',
      '选优秀作品六十件，编印成册后发放至各党小组学习',
      '使用。',
    ].join('\n')
    const counted = readReport(text).claims.flatMap(({ quantity }) => quantity?.value ?? [])
    expect(counted).toEqual([120, 2300, 350, 60])
    for (const { start, end, text: words } of readReport(text).claims) {
      expect(text.slice(start, end)).toBe(words)
    }
  })

  it('says where each heading stands in the text as given', () => {
    const text = '\ufeff工作报告\n\u200b一、\u200b主要\u200b做法\n二、不足'
    const [first] = readReport(text).outline
    expect(text.slice(first?.start, first?.end)).toBe('一、\u200b主要\u200b做法')
  })
})

describe('sections', () => {
  const text =
    '一、工作成效\n制度健全。\n二、存在的问题\n督促提醒少，没有常态化。\n三、下一步打算\n（一）建立提醒机制。每月通报一次。'

  it('reads sentences under problems and under plans as such', () => {
    const kinds = readReport(text).claims.map(({ kind, section }) => `${section} ${kind}`)
    expect(kinds).toContain('2 problem')
    expect(kinds).toContain('3.1 plan')
    expect(kinds).not.toContain('2 none')
  })

  it('opens none under a heading about putting problems right', () => {
    const claims = readReport('一、巡察反馈问题整改情况\n整改完成12项。').claims
    expect(claims.map(({ kind }) => kind)).toEqual(['count'])
  })
})

describe('title and cites', () => {
  it('finds the title, or says that there is none', () => {
    expect(readReport('关于2024年度工作情况的报告\n市委：\n现将情况报告如下。').title).toBe(
      '关于2024年度工作情况的报告',
    )
    expect(readReport('2024年海州市政府工作报告\n各位代表：').title).toBe(
      '2024年海州市政府工作报告',
    )
    expect(readReport('根据要求，现将有关情况报告如下。\n一、做法').title).toBe('')
  })

  it('lists each instrument once', () => {
    expect(
      readReport('对照《章程》《准则》和《章程》，学习《关于〈准则〉的说明》。').cites,
    ).toEqual(['《章程》', '《准则》', '《关于〈准则〉的说明》'])
  })
})

describe('a reading', () => {
  it.each(['', ' ', '\n\n', '。', '《', '“”', '\u0000\ufffd'])(
    'of %j is empty and whole',
    (text) => {
      const { claims, summary } = readReport(text)
      expect(claims).toEqual([])
      expect(summary).toEqual({ blank: 0, contradicted: 0 })
    },
  )
})
