import type { Field, Register, Registers } from '../../src/ledger/register/register.ts'

/** Registers for tests of the pure rooms: small, but with every kind of field. */

function field(id: string, type: Field['type'], zh: string, en: string, more = {}): Field {
  return { id, type, label: { zh, en }, required: false, ...more }
}

/** A register of meetings. */
export const meeting: Register = {
  id: 'meeting',
  label: { zh: '会议', en: 'Meetings' },
  date: 'heldOn',
  title: '{kind} {heldOn}',
  lateAfter: 5,
  fields: [
    field('kind', 'choice', '会议类型', 'Kind', { of: 'meeting-kinds', required: true }),
    field('heldOn', 'date', '召开日期', 'Held on', { required: true }),
    field('chair', 'person', '主持人', 'Chair'),
    field('recorder', 'person', '记录人', 'Recorder', { readers: ['discipline'] }),
    field('present', 'people', '出席人员', 'Present', { max: 300 }),
    field('due', 'number', '应到人数', 'Due to attend', {
      min: 0,
      unit: { zh: '人', en: 'people' },
    }),
    field('agenda', 'rows', '议题', 'Agenda', {
      fields: [
        field('topic', 'text', '议题名称', 'Topic', { required: true }),
        field('themes', 'choices', '主题', 'Themes', { of: 'themes' }),
      ],
    }),
    field('cost', 'money', '会议费用', 'Cost'),
    field('length', 'duration', '会议时长', 'Length'),
    field('open', 'yesNo', '公开', 'Open'),
    field('minutes', 'longText', '会议纪要', 'Minutes'),
    field('follows', 'record', '承接会议', 'Follows', { register: 'meeting' }),
    field('startsAt', 'time', '开始时间', 'Starts at'),
    field('covers', 'period', '涉及时段', 'Covers'),
    field('office', 'office', '承办科室', 'Office'),
    field('papers', 'file', '附件', 'Papers'),
    field('basis', 'clause', '依据', 'Basis'),
  ],
  checks: [
    {
      id: 'chair-is-present',
      when: { chair: { exists: true }, present: { exists: true } },
      must: { present: { includes: '$chair' } },
      message: { zh: '主持人应在出席人员中', en: 'The chair must be among those present' },
    },
  ],
  columns: ['kind', 'heldOn', 'chair'],
}

/** A register of incidents. */
const incident: Register = {
  id: 'leak-incident',
  label: { zh: '失泄密事件', en: 'Leak incidents' },
  date: 'happenedOn',
  title: '{what}',
  lateAfter: null,
  fields: [
    field('what', 'text', '事由', 'What', { required: true }),
    field('happenedOn', 'date', '发生日期', 'Happened on', { required: true }),
  ],
  checks: [],
  columns: ['what', 'happenedOn'],
}

/** Both registers and their lists. */
export const sampleRegisters: Registers = {
  registers: new Map([
    [meeting.id, meeting],
    [incident.id, incident],
  ]),
  lists: new Map([
    [
      'meeting-kinds',
      [
        {
          id: 'secretary-meeting',
          label: { zh: '书记办公会', en: "Secretary's working meeting" },
        },
        { id: 'committee', label: { zh: '委务会', en: 'Committee meeting' } },
      ],
    ],
    [
      'themes',
      [
        {
          id: 'governance',
          label: { zh: '全面从严治党', en: 'Full and rigorous Party self-governance' },
        },
        { id: 'first-agenda', label: { zh: '第一议题', en: 'First agenda item' } },
      ],
    ],
  ]),
}
