import type { Label, Lang } from '../../ledger/label.ts'
import { say } from '../../ledger/label.ts'

/** All that a message may say: numbers, and where to look. */
export interface MessageNumbers {
  readonly waiting: number
  readonly escalated: number
  /** Working days after which something under supervision is told. */
  readonly escalateAfter: number | null
  readonly link: string
}

/**
 * Subject and text of a reminder. Mail and chat programs must not carry work secrets, so there is
 * never a title and never a name.
 */
export function messageText(
  numbers: MessageNumbers,
  lang: Lang,
): { subject: string; text: string } {
  const sentences = [own(numbers), supervised(numbers)].filter((one) => one !== null)
  const said = sentences.map((one) => say(one, lang)).join(lang === 'zh' ? '' : ' ')
  return {
    subject: say(subjectOf(numbers), lang),
    text: lang === 'zh' ? `${said}${numbers.link}` : `${said} ${numbers.link}`,
  }
}

/** The text of a test, which says that it is one. */
export function testText(link: string, lang: Lang): { subject: string; text: string } {
  return {
    subject: say({ zh: '台账：测试消息', en: 'Taizhang: a test' }, lang),
    text: say(
      { zh: `这是台账的测试消息。${link}`, en: `This is a test of Taizhang. ${link}` },
      lang,
    ),
  }
}

function subjectOf({ waiting, escalated }: MessageNumbers): Label {
  const count = waiting + escalated
  return {
    zh: `台账：${count}项待办`,
    en: count === 1 ? 'Taizhang: 1 item waits' : `Taizhang: ${count} items wait`,
  }
}

function own({ waiting }: MessageNumbers): Label | null {
  if (waiting === 0) return null
  return {
    zh: `您有${waiting}项待办。`,
    en: waiting === 1 ? 'You have 1 item waiting.' : `You have ${waiting} items waiting.`,
  }
}

function supervised({ escalated, escalateAfter }: MessageNumbers): Label | null {
  if (escalated === 0) return null
  const days = escalateAfter ?? 0
  return {
    zh: `您分管的工作有${escalated}项逾期超过${days}个工作日。`,
    en: `${escalated} under your supervision ${escalated === 1 ? 'is' : 'are'} more than ${days} working days overdue.`,
  }
}
