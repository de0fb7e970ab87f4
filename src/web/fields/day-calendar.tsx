import { Calendar, ConfigProvider, theme } from 'antd'
import enGB from 'antd/locale/en_GB'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/en-gb'
import 'dayjs/locale/zh-cn'
import { useSay } from '../say.tsx'

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
          onSelect={(chosen, { source }) => {
            if (source === 'date') props.onChoose(chosen.format('YYYY-MM-DD'))
          }}
        />
      </div>
    </ConfigProvider>
  )
}
