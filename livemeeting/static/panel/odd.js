// Written by scripts/build-counts: signs on which X's library and our parser may see other links.

const RANGES = (
  "80-9f ad 34f 5be 5c0 5c3 5c6 5d0-5ea 5ef-5f4 600-605 608 60b 60d 61b-64a 660-669 66b-66f 671-6d5 6dd " +
  "6e5-6e6 6ee-6ef 6fa-70d 70f-710 712-72f 74d-7a5 7b1 7c0-7ea 7f4-7f5 7fa 7fe-815 81a 824 828 830-83e " +
  "840-858 85e 860-86a 870-88e 890-891 8a0-8c9 8e2 1680 1806 180b-180e 200b-200f 2028-202e 2060-2063 " +
  "206a-206f 2ff0-2ffb 3002 e000-f8ff fb1d fb1f-fb28 fb2a-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 " +
  "fb46-fbc2 fbd3-fd3d fd50-fd8f fd92-fdc7 fdd0-fdfc fe00-fe0f fe70-fe74 fe76-fefc feff ff0e ff61 " +
  "fff9-ffff "
)
  .trim()
  .split(" ")
  .map((each) => each.split("-").map((code) => parseInt(code, 16)));

/** Whether a domain with this sign in it is counted too high rather than trusted. */
export function isOdd(code) {
  if (code < 128) return false;
  if (code > 0xffff) return true;
  return RANGES.some(([first, last = first]) => first <= code && code <= last);
}
