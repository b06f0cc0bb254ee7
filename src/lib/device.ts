/** What a browser tells of the machine that it runs on; `touchPoints`: how many fingers the screen feels. */
export type Machine = Readonly<{ userAgent: string; touchPoints: number }>

export function deviceOf({ userAgent, touchPoints }: Machine): 'phone' | 'pc' {
  // an iPad says that it is a Mac; Macs have no touch screen
  const tablet = /Macintosh/.test(userAgent) && touchPoints > 1
  return tablet || /Android|iPhone|iPad|iPod|Mobile|OpenHarmony/i.test(userAgent) ? 'phone' : 'pc'
}
