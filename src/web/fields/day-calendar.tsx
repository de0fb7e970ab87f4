import { Calendar, ConfigProvider, theme } from 'antd'
import enGB from 'antd/locale/en_GB'
import zhCN from 'antd/locale/zh_CN'
import type { Dayjs } from 'dayjs'
import dayjs from 'dayjs'
import 'dayjs/locale/en-gb'
import 'dayjs/locale/zh-cn'
import { periodInWords } from '../parts/day.ts'
import { useSay } from '../say.tsx'

const words = {
  before: { zh: '上个月', en: 'The month before' },
  after: { zh: '下个月', en: 'The month after' },
}

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** A month to pick a day from; loaded only when somebody asks for it. */
export function DayCalendar(props: { day: string | null; onChoose: (day: string) => void }) {
  const { lang } = useSay()
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  const value = props.day ? { value: dayjs(props.day) } : {}
  dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en-gb')
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={lang === 'zh' ? zhCN : enGB}
      theme={{
        algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: dark ? '#ea8a78' : '#a8321f',
          colorBgContainer: dark ? '#201f1c' : '#fffefb',
          colorText: dark ? '#e9e5dc' : '#1f1d1a',
          colorTextDisabled: dark ? '#a59e92' : '#6e685e',
          borderRadius: 3,
          fontFamily: 'inherit',
          motion: false,
        },
      }}
    >
      <div className="day-calendar">
        <Calendar
          fullscreen={false}
          {...value}
          headerRender={MonthHead}
          onSelect={(chosen, { source }) => {
            if (source === 'date') props.onChoose(chosen.format('YYYY-MM-DD'))
          }}
        />
      </div>
    </ConfigProvider>
  )
}

function MonthHead(props: { value: Dayjs; onChange: (value: Dayjs) => void }) {
  const { say, lang } = useSay()
  const { value, onChange } = props
  return (
    <div className="month-head">
      <button
        type="button"
        className="button plain"
        aria-label={say(words.before)}
        onClick={() => onChange(value.subtract(1, 'month'))}
      >
        ‹
      </button>
      <strong>{periodInWords(value.format('YYYY-MM'), lang)}</strong>
      <button
        type="button"
        className="button plain"
        aria-label={say(words.after)}
        onClick={() => onChange(value.add(1, 'month'))}
      >
        ›
      </button>
    </div>
  )
}
