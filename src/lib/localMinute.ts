/** The minute of the day (0 to 1439) that the device's clock shows at `wall` (ms since 1970), in its own time zone. */
export function localMinute(wall: number): number {
  const date = new Date(wall)
  return date.getHours() * 60 + date.getMinutes()
}
