/** `cn-hangzhou (main), cn-shanghai (main)`: places that could not be read. */
export function placesText(places: readonly { readonly region: string; readonly account: string }[]): string {
  return places.map(({ account, region }) => `${region} (${account})`).join(', ');
}
