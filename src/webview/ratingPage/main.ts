/** The entry of the page that `npm run compare` writes: its data stands in the page, and answers are data there. */
import type { BlindPage } from '../protocol';
import { RatingPage } from './ratingPage';
import './ratingPage.css';

const data = document.getElementById('experiment')?.textContent ?? '';
new RatingPage(JSON.parse(data) as BlindPage, document.body.querySelector('main')!);
