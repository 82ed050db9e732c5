// Records of trials that do not exist, made by number.
#ifndef TRIALDEX_TESTS_SUPPORT_SAMPLE_STUDY_H_
#define TRIALDEX_TESTS_SUPPORT_SAMPLE_STUDY_H_

#include <string>

namespace trialdex {

// "NCT" and `number` with eight digits.
std::string SampleId(int number);

// A ClinicalTrials.gov API v2 record of trial `number` (1 to 99999999), about
// 2 kB. Versions from 1 are updates, each a day newer than the one before; the
// word "revision" with the version's number stands in its summary. Every trial has the word
// "sampletrial" in its title and its own word "marker<number>".
std::string SampleStudyJson(int number, int version = 1);

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_SUPPORT_SAMPLE_STUDY_H_
