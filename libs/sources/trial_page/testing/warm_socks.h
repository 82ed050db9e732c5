// A page with every section, and the trial that it is.
#ifndef TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_TESTING_WARM_SOCKS_H_
#define TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_TESTING_WARM_SOCKS_H_

namespace trialdex {

// As text.
inline constexpr char kPage[] = R"(Warm Socks: Do They Help?

NCT ID: NCT00000042

Last Updated: 2021-02-03

Study Results

Results pending

The study team has not published outcome measurements, participant flow, or safety data for this trial yet. Check back later for updates.

Basic Information

Get a concise snapshot of the trial, including recruitment status, study phase, enrollment targets, and key timeline milestones.

Recruitment Status

COMPLETED

Clinical Phase

PHASE1/PHASE2

Total Enrollment

1,501 participants

Study Classification

INTERVENTIONAL

Study Start Date

2019-04

Study Completion Date

2020

Brief Summary

Review the sponsor-provided synopsis that highlights what the study is about and why it is being conducted.

Socks may keep toes warm.

We look at toes.

Conditions

See the medical conditions and disease areas that this research is targeting or investigating.

Cold Toes
Numb Toes

Study Design

Understand how the trial is structured, including allocation methods, masking strategies, primary purpose, and other design elements.

Allocation Method

NA

Blinding Strategy

DOUBLE

Study Groups

Review each arm or cohort in the study, along with the interventions and objectives associated with them.

Wool

Wool on both feet.

Changed daily.

Group Type EXPERIMENTAL

Wool sock

Intervention Type DEVICE

Knitted.

By hand.

Talk

Intervention Type BEHAVIORAL

Talk

Bare

No socks

Group Type NO_INTERVENTION

Cotton

Cotton on both feet.

Group Type ACTIVE_COMPARATOR

Talk

Intervention Type BEHAVIORAL

Talk

Interventions

Learn about the drugs, procedures, or behavioral strategies being tested and how they are applied within this trial.

Wool sock

Knitted.

By hand.

Intervention Type DEVICE

Talk

Talk

Intervention Type BEHAVIORAL

Eligibility Criteria

Check the participation requirements, including inclusion and exclusion rules, age limits, and whether healthy volunteers are accepted.

Inclusion Criteria

* • Ten toes

* Cold toes

Exclusion Criteria

* Allergy to wool
Minimum Eligible Age

6 Months

Eligible Sex

ALL

Accepts Healthy Volunteers

Yes

Sponsors

Meet the organizations funding or collaborating on the study and learn about their roles.

Toe Institute

OTHER

Sponsor Role lead

Sheep Ltd.

INDUSTRY

Sponsor Role collaborator

Responsible Party

Identify the individual or organization who holds primary responsibility for the study information submitted to regulators.

Responsibility Role PRINCIPAL_INVESTIGATOR

Principal Investigators

Learn about the lead researchers overseeing the trial and their institutional affiliations.

Ann Ankle, MD

Role: STUDY_CHAIR

Toe Institute

Hal Heel

Role: -

Foot College

Locations

Explore where the study is taking place and check the recruitment status at each participating site.

Toe Clinic

Busan, Korea, Republic of

Site Status

Foot House

Oslo, Akershus, Norway

Site Status RECRUITING

Countries

Review the countries where the study has at least one active or historical site.

Korea, Republic of
Norway
Chad

Other Identifiers

Review additional registry numbers or institutional identifiers associated with this trial.

TOE-1

Identifier Type: -

Identifier Source: org_study_id

2019-000001-11

Identifier Type: EUDRACT_NUMBER

Identifier Source: secondary_id

X9

Identifier Type: REGISTRY

Identifier Source: Toe Registry

More Related Trials

Additional clinical trials that may be relevant based on similarity analysis.)";

inline constexpr char kTrial[] = R"pb(
  id: "NCT00000042"
  identification {
    registry: REGISTRY_CLINICALTRIALS_GOV
    org_study_id { value: "TOE-1" source: IDENTIFIER_SOURCE_ORG_STUDY_ID }
    secondary_ids {
      value: "2019-000001-11"
      type: IDENTIFIER_TYPE_EUDRACT_NUMBER
      source: IDENTIFIER_SOURCE_SECONDARY_ID
    }
    secondary_ids {
      value: "X9"
      type: IDENTIFIER_TYPE_REGISTRY
      domain: "Toe Registry"
      source: IDENTIFIER_SOURCE_SECONDARY_ID
    }
    brief_title: "Warm Socks: Do They Help?"
  }
  status {
    overall_status: OVERALL_STATUS_COMPLETED
    start_date { date { year: 2019 month: 4 } }
    completion_date { date { year: 2020 } }
    last_update_post_date { date { year: 2021 month: 2 day: 3 } }
  }
  sponsorship {
    lead_sponsor { name: "Toe Institute" agency_class: AGENCY_CLASS_OTHER }
    collaborators { name: "Sheep Ltd." agency_class: AGENCY_CLASS_INDUSTRY }
    responsible_party { type: RESPONSIBLE_PARTY_TYPE_PRINCIPAL_INVESTIGATOR }
  }
  description { brief_summary: "Socks may keep toes warm.\n\nWe look at toes." }
  conditions { conditions: "Cold Toes" conditions: "Numb Toes" }
  design {
    study_type: STUDY_TYPE_INTERVENTIONAL
    phases: PHASE_PHASE1
    phases: PHASE_PHASE2
    allocation: ALLOCATION_NA
    masking: MASKING_DOUBLE
    enrollment { count: 1501 }
  }
  arms {
    label: "Wool"
    type: ARM_TYPE_EXPERIMENTAL
    description: "Wool on both feet.\n\nChanged daily."
    intervention_names: "Device: Wool sock"
    intervention_names: "Behavioral: Talk"
  }
  arms { label: "Bare" type: ARM_TYPE_NO_INTERVENTION description: "No socks" }
  arms {
    label: "Cotton"
    type: ARM_TYPE_ACTIVE_COMPARATOR
    description: "Cotton on both feet."
    intervention_names: "Behavioral: Talk"
  }
  interventions {
    type: INTERVENTION_TYPE_DEVICE
    name: "Wool sock"
    description: "Knitted.\n\nBy hand."
    arm_labels: "Wool"
  }
  interventions {
    type: INTERVENTION_TYPE_BEHAVIORAL
    name: "Talk"
    description: "Talk"
    arm_labels: "Wool"
    arm_labels: "Cotton"
  }
  eligibility {
    criteria_text: "Inclusion Criteria\n\n* • Ten toes\n\n* Cold toes\n\nExclusion Criteria\n\n* Allergy to wool"
    criteria { kind: CRITERION_KIND_INCLUSION text: "Ten toes" }
    criteria { kind: CRITERION_KIND_INCLUSION text: "Cold toes" }
    criteria { kind: CRITERION_KIND_EXCLUSION text: "Allergy to wool" }
    healthy_volunteers: true
    sex: SEX_ALL
    minimum_age { value: 6 unit: AGE_UNIT_MONTHS }
  }
  contacts_locations {
    officials { name: "Ann Ankle, MD" affiliation: "Toe Institute" role: OFFICIAL_ROLE_STUDY_CHAIR }
    officials { name: "Hal Heel" affiliation: "Foot College" }
    locations { facility: "Toe Clinic" city: "Busan" country: "Korea, Republic of" }
    locations {
      facility: "Foot House"
      status: RECRUITMENT_STATUS_RECRUITING
      city: "Oslo"
      state: "Akershus"
      country: "Norway"
    }
    countries { name: "Korea, Republic of" }
    countries { name: "Norway" }
    countries { name: "Chad" historical: true }
  }
  results_state: RESULTS_STATE_NONE
)pb";

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_TESTING_WARM_SOCKS_H_
